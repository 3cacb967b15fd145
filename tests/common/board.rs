//! A viewer's side of a board, on plain JSON: what `docs/protocol.md` says a delta does.

use serde_json::{Map, Value, json};

/// What a viewer shows: a snapshot with the deltas after it.
pub fn apply(board: &mut Value, message: &Value) {
    match message["type"].as_str() {
        Some("snapshot") => *board = message.clone(),
        Some("delta") => follow(board, message),
        _ => panic!("a viewer hears boards only: {message}"),
    }
}

fn follow(board: &mut Value, delta: &Value) {
    assert_eq!(delta["version"].as_u64(), board["version"].as_u64().map(|version| version + 1), "a delta follows the version before");
    board["version"] = delta["version"].clone();
    board["at"] = json!(number(&board["at"]) + number(&delta["later"]));
    for field in ["state", "label", "basis"] {
        if let Some(value) = delta.get(field) {
            board[field] = value.clone();
        }
    }
    let mut people = people(board);
    let mut order: Vec<i64> = list(&board["order"]).iter().map(number).collect();
    for index in list(&delta["left"]).iter().map(number) {
        people.retain(|person| person.index != index);
        order.retain(|other| *other != index);
    }
    for joined in list(&delta["joined"]) {
        people.push(Person { index: number(&joined[0]), card: joined[1].clone(), row: Value::Null });
        order.push(number(&joined[0]));
    }
    people.sort_by_key(|person| person.index);
    for pair in list(&delta["moves"]).chunks(2) {
        let moved = order.remove(place(&pair[0]));
        order.insert(place(&pair[1]), moved);
    }
    if let Some(whole) = delta.get("order") {
        order = list(whole).iter().map(number).collect();
    }
    let at = |index: i64, people: &[Person]| people.iter().position(|person| person.index == index).expect("somebody in the window");
    for run in list(&delta["shifts"]).chunks(3) {
        for &index in &order[place(&run[0])..place(&run[0]) + place(&run[1])] {
            let at = at(index, &people);
            // Who has joined has no row yet: it comes whole below.
            if let Some(rank) = people[at].row.get_mut(1).filter(|rank| rank.is_i64()) {
                *rank = json!(number(rank) + number(&run[2]));
            }
        }
    }
    for scale in list(&delta["scales"]) {
        let at = at(number(&scale[0]), &people);
        people[at].row[5] = scale[1].clone();
    }
    for row in list(&delta["rows"]) {
        let at = at(number(&row[0]), &people);
        people[at].row = row.clone();
    }
    let everybody = people.len() == place(&board["field"]);
    let fields: &mut Map<String, Value> = board.as_object_mut().expect("a board");
    fields.remove("members");
    if !everybody {
        fields.insert("members".to_owned(), people.iter().map(|person| person.index).collect());
    }
    fields.insert("competitors".to_owned(), people.iter().map(|person| person.card.clone()).collect());
    fields.insert("rows".to_owned(), people.into_iter().map(|person| person.row).collect());
    fields.insert("order".to_owned(), order.into_iter().collect());
}

struct Person {
    index: i64,
    card: Value,
    row: Value,
}

fn people(board: &Value) -> Vec<Person> {
    let cards = list(&board["competitors"]).iter().cloned();
    let rows = list(&board["rows"]).iter().cloned();
    cards.zip(rows).map(|(card, row)| Person { index: number(&row[0]), card, row }).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn place(value: &Value) -> usize {
    usize::try_from(number(value)).expect("a place")
}
