//! The document of all routes: a row of the policy table is an operation.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{
    schemas::{Schemas, inward},
    told::{Answer, Told, told},
};
use crate::{
    server::policy::{ROUTES, Role, Route},
    wire::{ErrorBody, clics::ClicsProblem},
};

pub fn document() -> Value {
    let mut schemas = Schemas::new(&SchemaSettings::draft2020_12());
    let mut paths = Map::new();
    for route in ROUTES {
        let operation = operation(route, &mut schemas);
        let path = paths.entry(route.path.replace("{*", "{")).or_insert_with(|| json!({}));
        path[route.method.as_str().to_lowercase()] = operation;
    }
    schemas.put_into(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Jinbang",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Scoring and ranking for skills competitions. Exact numbers are strings. What the messages of the sockets mean is in asyncapi.json, everything else in docs/protocol.md.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "jinbang_session", "description": "Over TLS `__Host-jinbang_session`." },
                "grader": { "type": "http", "scheme": "bearer" },
            },
        },
    }))
}

fn operation(route: &Route, schemas: &mut Schemas) -> Value {
    let Told { what, body, answer, query, creates, refused, also } = told(route.action, schemas);
    let mut responses = Map::new();
    let (status, content) = match answer {
        Answer::Json(schema) => (200, Some(("application/json", schema))),
        Answer::File(media) => (200, Some((media, json!({})))),
        Answer::Done => (204, None),
        Answer::Socket => (101, None),
    };
    let status = if creates { 201 } else { status };
    let content = content.map_or_else(|| json!({}), |(media, schema)| json!({ media: { "schema": schema } }));
    responses.insert(status.to_string(), json!({ "description": what, "content": content }));
    let clics = route.path.starts_with("/clics/");
    let problem = if clics { schemas.told::<ClicsProblem>() } else { schemas.told::<ErrorBody>() };
    let refusals =
        refusals(route).chain(also).map(|(status, why)| (status.to_string(), why)).chain([("default".to_owned(), "Anything else")]);
    for (status, why) in refusals {
        let own = refused.as_ref().filter(|(own, _)| own.to_string() == status).map(|(_, schema)| schema);
        let schema = own.map_or_else(|| problem.clone(), |own| json!({ "anyOf": [problem, own] }));
        let mut content = if status == "304" { json!({}) } else { json!({ "application/json": { "schema": schema } }) };
        // A parameter or an upgrade that is none is told in plain words.
        if status == "400" && (route.method == axum::http::Method::GET || route.path.contains('{')) {
            content["text/plain"] = json!({ "schema": { "type": "string" } });
        }
        responses.insert(status, json!({ "description": why, "content": content }));
    }
    let mut parameters: Vec<Value> =
        in_path(route.path).map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })).collect();
    parameters.extend(query.iter().map(|name| json!({ "name": name, "in": "query", "schema": { "type": "string" } })));
    let mut operation = json!({
        "operationId": name(route),
        "summary": what,
        "tags": [tag(route)],
        "x-role": format!("{:?}", route.role),
        "parameters": parameters,
        "responses": responses,
    });
    match route.role {
        Role::Organiser | Role::Desk | Role::Officer | Role::SignedIn => operation["security"] = json!([{ "session": [] }]),
        Role::Grader => operation["security"] = json!([{ "grader": [] }]),
        Role::Anyone | Role::PairedDevice => {}
    }
    if let Some((media, schema)) = body {
        operation["requestBody"] = json!({ "required": true, "content": { media: { "schema": inward(&schema) } } });
    }
    operation
}

/// What the guards before an action say.
fn refusals(route: &Route) -> impl Iterator<Item = (u16, &'static str)> {
    let role = match route.role {
        Role::Anyone | Role::PairedDevice => None,
        Role::Organiser | Role::Desk | Role::Officer | Role::SignedIn => Some((401, "Nobody is signed in")),
        Role::Grader => Some((401, "Not a machine's token")),
    };
    let no_parameter = route.path.contains('{').then_some((400, "A parameter is none"));
    let forbidden = matches!(route.role, Role::Organiser | Role::Desk | Role::Officer) || route.method != axum::http::Method::GET;
    no_parameter.into_iter().chain(role).chain(forbidden.then_some((403, "For somebody else, or from another site")))
}

fn in_path(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).map(|name| name.trim_start_matches('*'))
}

/// The action, and the file where it has several.
fn name(route: &Route) -> String {
    match ROUTES.iter().filter(|other| other.action == route.action).count() {
        1 => format!("{:?}", route.action),
        _ => format!("{:?}:{}", route.action, route.path.trim_start_matches('/')),
    }
}

fn tag(route: &Route) -> &'static str {
    match route.role {
        Role::Anyone if route.path.starts_with("/clics/") => "CLICS",
        Role::Anyone => "public",
        Role::Organiser => "organiser",
        Role::Desk => "desk",
        Role::PairedDevice => "tablet",
        Role::Grader => "machine",
        Role::Officer => "honours",
        Role::SignedIn => "session",
    }
}
