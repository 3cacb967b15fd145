//! What comes over sockets: a viewer's frames, which the server reads itself, and a tablet's messages.

use std::cell::RefCell;

use jinbang::{
    judging::{Actor, Command, CommandId, ContestState, Decision, Entry, decide},
    server::{Ear, command_of},
    wire::FromTablet,
};

use crate::common::{
    competition::{id, tiny},
    room::{Room, tablet_of},
};

/// However the bytes arrive, the same is heard and the same is wrong.
pub fn viewer(bytes: &[u8]) -> bool {
    let hear = |piece: usize| {
        let (mut ear, mut heard) = (Ear::default(), Vec::new());
        let end = bytes.chunks(piece).try_for_each(|piece| ear.take(piece, |one| heard.push(one)));
        (heard, end)
    };
    let whole = hear(bytes.len().max(1));
    for piece in [1, 3, 50] {
        assert_eq!(hear(piece), whole, "in pieces of {piece}");
    }
    whole.1.is_ok() && !whole.0.is_empty()
}

pub const WORDS: [&str; 28] = [
    r#"{"type":"submit","sequence":9,"competitor":"C1","aspect":"M1","value":"1"}"#,
    r#""type":"lock""#,
    r#""type":"unlock""#,
    r#""type":"sign""#,
    r#""type":"competitor-sign""#,
    r#""type":"propose""#,
    r#""type":"confirm""#,
    r#""type":"reject""#,
    r#""type":"appeal""#,
    r#""type":"assign-appeal""#,
    r#""type":"remark""#,
    r#""type":"notice-appeal""#,
    r#""type":"withdraw-appeal""#,
    r#""type":"ping""#,
    r#""corrects":"#,
    r#""confirms":"#,
    r#""reason":"typo""#,
    r#""sub_criterion":null"#,
    r#""part":{"kind":"skill"}"#,
    r#""pressed_ago":"#,
    "\"C1\"",
    "\"C2\"",
    "\"J1\"",
    "\"M1\"",
    "\"E2\"",
    "9007199254740991",
    "18446744073709551615",
    "-9223372036854775808",
];

thread_local! {
    static OPENED: RefCell<Option<ContestState>> = const { RefCell::new(None) };
}

fn opened() -> ContestState {
    OPENED.with_borrow_mut(|opened| opened.get_or_insert_with(|| Room::open(tiny().competition("city")).state).clone())
}

/// A line each, `E1 {…}`: who says what. What is accepted is an entry that can be stored, read back and applied.
pub fn tablet(bytes: &[u8]) -> bool {
    let (mut state, mut accepted) = (opened(), false);
    for (line, at) in bytes.split(|byte| *byte == b'\n').zip(1_000..) {
        let Ok(text) = std::str::from_utf8(line) else { continue };
        let (expert, message) =
            text.split_once(' ').filter(|(expert, _)| ["E1", "E2", "E3", "H", "S"].contains(expert)).unwrap_or(("E1", text));
        let Ok(message) = serde_json::from_str::<FromTablet>(message) else { continue };
        let Some((sequence, action)) = command_of(message) else { continue };
        let command = CommandId { device: tablet_of(expert, false), sequence };
        let asked = Command { at, actor: Actor::Expert(id(expert)), id: Some(command), browser: None, action };
        let Ok(Decision::Accept(body)) = decide(&state, &asked) else { continue };
        let entry = asked.clone().entry(state.position + 1, body);
        let stored = serde_json::to_vec(&entry).expect("an entry is JSON");
        assert_eq!(serde_json::from_slice::<Entry>(&stored).expect("what was stored is read"), entry);
        state.apply(&entry).expect("what was decided fits");
        assert!(matches!(decide(&state, &asked), Ok(Decision::Repeat { position }) if position == entry.position), "{asked:?}");
        accepted = true;
    }
    accepted
}
