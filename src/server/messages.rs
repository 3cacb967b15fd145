//! Who may say what on the marking socket: one row for every message. Only what has a row is handed to the writer, whose own rules then ask
//! about the competitor, the aspect and the moment.

use crate::{competition::ExpertRole, wire::FromTablet};

#[derive(Debug, Clone, Copy)]
pub struct MessageRow {
    /// As it is called on the wire.
    pub message: &'static str,
    pub roles: &'static [ExpertRole],
}

const ALL: &[ExpertRole] = &[ExpertRole::Expert, ExpertRole::Chief, ExpertRole::Supervisor];
const LEADING: &[ExpertRole] = &[ExpertRole::Chief, ExpertRole::Supervisor];
const CHIEF: &[ExpertRole] = &[ExpertRole::Chief];

const fn row(message: &'static str, roles: &'static [ExpertRole]) -> MessageRow {
    MessageRow { message, roles }
}

pub const MESSAGES: &[MessageRow] = &[
    row("hello", ALL),
    row("ping", ALL),
    row("submit", ALL),
    row("sign", ALL),
    row("competitor-sign", ALL),
    row("appeal", ALL),
    row("remark", ALL),
    row("withdraw-appeal", ALL),
    row("unlock", LEADING),
    row("propose", LEADING),
    row("confirm", LEADING),
    row("reject", LEADING),
    row("notice-appeal", LEADING),
    row("lock", CHIEF),
    row("assign-appeal", CHIEF),
];

#[must_use]
pub fn may_send(role: ExpertRole, message: &FromTablet) -> bool {
    let name = message.name();
    MESSAGES.iter().any(|row| row.message == name && row.roles.contains(&role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_of_the_protocol_has_a_row() {
        let schema = serde_json::to_value(schemars::schema_for!(FromTablet)).expect("JSON");
        let kinds = schema["oneOf"].as_array().expect("kinds").iter();
        let mut told: Vec<&str> = kinds.map(|kind| kind["properties"]["type"]["const"].as_str().expect("a name")).collect();
        let mut rows: Vec<&str> = MESSAGES.iter().map(|row| row.message).collect();
        told.sort_unstable();
        rows.sort_unstable();
        assert_eq!(rows, told);
    }
}
