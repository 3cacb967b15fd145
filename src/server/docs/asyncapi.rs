//! The document of all messages: the two sockets, and the two streams.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::schemas::{Schemas, inward};
use crate::wire::{BoardMessage, FromTablet, ToTablet};

const BOARD_PARAMETERS: [&str; 2] = ["competition", "skill"];

pub fn document() -> Value {
    let mut schemas = Schemas::new(&SchemaSettings::draft07());
    let board = schemas.told::<BoardMessage>();
    let (to_tablet, from_tablet) = (schemas.told::<ToTablet>(), inward(&schemas.asked::<FromTablet>()));
    let parameters = |names: &[&str]| Value::Object(names.iter().map(|name| ((*name).to_owned(), json!({}))).collect());
    let channel = |address: &str, what: &str, names: &[&str], messages: Value| json!({ "address": address, "description": what, "parameters": parameters(names), "messages": messages });
    let message = |what: &str, payload: Value| json!({ "summary": what, "contentType": "application/json", "payload": payload });
    schemas.put_into(json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Jinbang",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Messages of the sockets and streams. Text frames carry one JSON object each; with `z=1` in the address of a board larger ones are binary, raw deflate of the same. What they mean is in docs/protocol.md.",
            "license": { "name": "Apache-2.0" },
        },
        "defaultContentType": "application/json",
        "channels": {
            "board": channel("/ws/board/{competition}/{skill}", "A board for anyone (WebSocket).", &BOARD_PARAMETERS, json!({
                "told": message("The board, what changed, or why the connection ends", board.clone()),
                "resync": message("Send the whole board again", json!({
                    "type": "object", "required": ["type"], "properties": { "type": { "const": "resync" } },
                })),
            })),
            "boardEvents": channel("/api/boards/{competition}/{skill}/events", "The same messages as Server-Sent Events.", &BOARD_PARAMETERS, json!({
                "event": message("The data of an event", board),
            })),
            "marking": channel("/ws/marking", "A paired expert's tablet (WebSocket); the first message is `hello`.", &[], json!({
                "toTablet": message("What the server says", to_tablet),
                "fromTablet": message("What a tablet says", from_tablet),
            })),
            "eventFeed": channel("/clics/{competition}/contests/{contest}/event-feed", "The event feed of the CLICS Contest API, as NDJSON.", &["competition", "contest"], json!({
                "notification": message("A collection as it is now", json!({
                    "type": "object", "required": ["type", "id", "data"],
                    "properties": { "type": { "type": "string" }, "id": { "type": "null" }, "data": {}, "token": { "type": "string" } },
                })),
            })),
        },
        "operations": {
            "tellBoard": { "action": "send", "channel": { "$ref": "#/channels/board" }, "messages": [{ "$ref": "#/channels/board/messages/told" }] },
            "hearResync": { "action": "receive", "channel": { "$ref": "#/channels/board" }, "messages": [{ "$ref": "#/channels/board/messages/resync" }] },
            "tellBoardEvents": { "action": "send", "channel": { "$ref": "#/channels/boardEvents" }, "messages": [{ "$ref": "#/channels/boardEvents/messages/event" }] },
            "tellTablet": { "action": "send", "channel": { "$ref": "#/channels/marking" }, "messages": [{ "$ref": "#/channels/marking/messages/toTablet" }] },
            "hearTablet": { "action": "receive", "channel": { "$ref": "#/channels/marking" }, "messages": [{ "$ref": "#/channels/marking/messages/fromTablet" }] },
            "tellEventFeed": { "action": "send", "channel": { "$ref": "#/channels/eventFeed" }, "messages": [{ "$ref": "#/channels/eventFeed/messages/notification" }] },
        },
        "components": {},
    }))
}
