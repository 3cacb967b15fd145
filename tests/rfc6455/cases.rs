//! What is sent, and what the standard wants then.

#[derive(Debug)]
pub enum Ends {
    /// Answered, and open.
    GoesOn { answers: usize, pongs: Vec<Vec<u8>> },
    /// With one of these codes in a close frame; 1005 stands for a close frame without one.
    Closes(Vec<u16>),
}

pub struct Case {
    /// Of RFC 6455.
    pub section: &'static str,
    pub what: String,
    pub sent: Vec<Vec<u8>>,
    pub ends: Ends,
}

/// A client's frame.
pub fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    let mut bytes = vec![first];
    if let Ok(short @ 0..126) = u8::try_from(payload.len()) {
        bytes.push(0x80 | short);
    } else {
        bytes.push(0x80 | 0x7e);
        bytes.extend(u16::try_from(payload.len()).expect("short").to_be_bytes());
    }
    bytes.extend(MASK);
    bytes.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

fn unmasked(first: u8, payload: &[u8]) -> Vec<u8> {
    [&[first, u8::try_from(payload.len()).expect("short")], payload].concat()
}

/// A message in fragments, the first one of this kind.
fn fragments(kind: u8, pieces: &[&[u8]]) -> Vec<u8> {
    let last = pieces.len() - 1;
    let first = |index: usize| if index == 0 { kind } else { 0 };
    pieces.iter().enumerate().flat_map(|(index, piece)| frame(first(index) | if index == last { 0x80 } else { 0 }, piece)).collect()
}

fn case(section: &'static str, what: impl Into<String>, sent: Vec<u8>, ends: Ends) -> Case {
    Case { section, what: what.into(), sent: vec![sent], ends }
}

fn understood() -> Ends {
    Ends::GoesOn { answers: 1, pongs: Vec::new() }
}

fn pongs(pongs: &[&[u8]]) -> Ends {
    Ends::GoesOn { answers: 0, pongs: pongs.iter().map(|pong| pong.to_vec()).collect() }
}

fn fails(code: u16) -> Ends {
    Ends::Closes(vec![code])
}

/// `message`: one that is understood, with a character of several bytes in it.
pub fn cases(message: &str, max_bytes: usize) -> Vec<Case> {
    let message = message.as_bytes();
    [framing(message, max_bytes), pings(message), reserved(message), fragmented(message), texts(message), closing(message), closing_codes()]
        .into_iter()
        .flatten()
        .collect()
}

/// Autobahn 1 and 9: frames as they come, and those that are too long.
fn framing(message: &[u8], max_bytes: usize) -> Vec<Case> {
    let whole = frame(0x81, message);
    let bytewise =
        Case { section: "5.2", what: "byte by byte".to_owned(), sent: whole.iter().map(|byte| vec![*byte]).collect(), ends: understood() };
    let padded = |length: usize| [message, &vec![b' '; length - message.len()]].concat();
    let half = vec![b' '; max_bytes / 2 + 1];
    let endless = [&[0x81, 0xff][..], &[0xff; 8], &[0; 4]].concat();
    vec![
        case("5.2", "a text in one frame", whole, understood()),
        bytewise,
        case("5.2", "a length of 16 bits", frame(0x81, &padded(126)), understood()),
        case("5.2", "the longest message", frame(0x81, &padded(max_bytes)), understood()),
        case("7.4.1", "one byte more", frame(0x81, &padded(max_bytes + 1)), fails(1009)),
        case("7.4.1", "too long in two fragments", fragments(1, &[&half, &half]), fails(1009)),
        case("5.2", "a length of 64 bits with the highest one set", endless, Ends::Closes(vec![1002, 1009])),
        case("5.1", "a text that is not masked", unmasked(0x81, b"x"), fails(1002)),
        case("5.1", "a ping that is not masked", unmasked(0x89, b"x"), fails(1002)),
    ]
}

/// Autobahn 2.
fn pings(message: &[u8]) -> Vec<Case> {
    let long = [0xfe; 125];
    let bytes: &[u8] = &[0, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0, 0xff];
    let many: Vec<u8> = (b'0'..=b'9').flat_map(|digit| frame(0x89, &[digit])).collect();
    let answered: Vec<[u8; 1]> = (b'0'..=b'9').map(|digit| [digit]).collect();
    let answered: Vec<&[u8]> = answered.iter().map(<[u8; 1]>::as_slice).collect();
    let after_pong = [frame(0x8a, b"nobody asked"), frame(0x89, b"x")].concat();
    let between = [frame(0x01, &message[..9]), frame(0x89, b"between"), frame(0x8a, b""), frame(0x80, &message[9..])].concat();
    vec![
        case("5.5.2", "an empty ping", frame(0x89, b""), pongs(&[b""])),
        case("5.5.3", "a ping's bytes come back", frame(0x89, bytes), pongs(&[bytes])),
        case("5.5", "the longest ping", frame(0x89, &long), pongs(&[&long])),
        case("5.5", "a ping of 126 bytes", frame(0x89, &[b'x'; 126]), fails(1002)),
        case("5.5", "a ping in fragments", frame(0x09, b"x"), fails(1002)),
        case("5.5.3", "a pong that nobody asked for", after_pong, pongs(&[b"x"])),
        case("5.5.2", "ten pings", many, pongs(&answered)),
        case("5.4", "a ping between fragments", between, Ends::GoesOn { answers: 1, pongs: vec![b"between".to_vec()] }),
    ]
}

/// Autobahn 3 and 4: bits and opcodes that mean nothing here, with a message before them that is not taken back.
fn reserved(message: &[u8]) -> Vec<Case> {
    let mut cases = Vec::new();
    for bits in 1..8_u8 {
        for kind in [0x81, 0x89, 0x88] {
            cases.push(case("5.2", format!("reserved bits {bits:03b} in {kind:#x}"), frame(kind | bits << 4, b""), fails(1002)));
        }
    }
    for opcode in (3..8).chain(11..16) {
        cases.push(case("5.2", format!("opcode {opcode}"), frame(0x80 | opcode, b""), fails(1002)));
        cases.push(case("5.2", format!("opcode {opcode} and a payload"), frame(0x80 | opcode, message), fails(1002)));
    }
    cases
}

/// Autobahn 5.
fn fragmented(message: &[u8]) -> Vec<Case> {
    let (a, b) = message.split_at(7);
    let bytes: Vec<&[u8]> = message.chunks(message.len().div_ceil(16)).collect();
    vec![
        case("5.4", "two fragments", fragments(1, &[a, b]), understood()),
        case("5.4", "sixteen fragments, cut within a character", fragments(1, &bytes), understood()),
        case("5.4", "empty fragments", fragments(1, &[b"", a, b"", b, b""]), understood()),
        case("5.4", "an end without a beginning", frame(0x80, message), fails(1002)),
        case("5.4", "a middle without a beginning", frame(0x00, message), fails(1002)),
        case("5.4", "an end after a whole message's end", [fragments(1, &[b"{", b"}"]), frame(0x80, b"x")].concat(), fails(1002)),
        case("5.4", "a text within a text", [frame(0x01, a), frame(0x81, b)].concat(), fails(1002)),
        case("5.4", "bytes within a text", [frame(0x01, a), frame(0x02, b)].concat(), fails(1002)),
    ]
}

/// Autobahn 6: what is no UTF-8, whole, in two fragments and byte by byte.
fn texts(message: &[u8]) -> Vec<Case> {
    const NONE: [(&str, &[u8]); 11] = [
        ("a continuation alone", &[0x80]),
        ("a first byte alone", &[0xe9]),
        ("cut at the end", &[0xe9, 0x87]),
        ("too long a form of /", &[0xc0, 0xaf]),
        ("too long a form of U+FFFF", &[0xf0, 0x8f, 0xbf, 0xbf]),
        ("the surrogate U+D800", &[0xed, 0xa0, 0x80]),
        ("two surrogates", &[0xed, 0xa1, 0x8c, 0xed, 0xbe, 0xb4]),
        ("beyond U+10FFFF", &[0xf4, 0x90, 0x80, 0x80]),
        ("five bytes", &[0xf8, 0x88, 0x80, 0x80, 0x80]),
        ("FE", &[0xfe]),
        ("FF", &[0xff]),
    ];
    let mut cases = vec![case("5.6", "any Unicode", frame(0x81, message), understood())];
    for (what, bytes) in NONE {
        let (first, rest) = bytes.split_at(bytes.len() / 2);
        cases.push(case("8.1", what, frame(0x81, bytes), fails(1007)));
        cases.push(case("8.1", format!("{what}, in two fragments"), fragments(1, &[first, rest]), fails(1007)));
        cases.push(case("8.1", format!("{what}, after good text"), frame(0x81, &[message, bytes].concat()), fails(1007)));
    }
    cases
}

/// Autobahn 7.1, 7.3 and 7.5.
fn closing(message: &[u8]) -> Vec<Case> {
    let reason = |text: &[u8]| frame(0x88, &[&1000_u16.to_be_bytes(), text].concat());
    let after = [frame(0x88, &1000_u16.to_be_bytes()), frame(0x81, message), frame(0x89, b"x")].concat();
    vec![
        case("5.5.1", "a close frame without a code", frame(0x88, b""), Ends::Closes(vec![1000, 1005])),
        case("5.5.1", "half a code", frame(0x88, &[3]), fails(1002)),
        case("5.5.1", "a reason", reason("再见".as_bytes()), fails(1000)),
        case("5.5", "the longest reason", reason(&[b'x'; 123]), fails(1000)),
        case("5.5", "too long a reason", reason(&[b'x'; 124]), fails(1002)),
        case("5.5.1", "a reason that is no UTF-8", reason(&[0xed, 0xa0, 0x80]), Ends::Closes(vec![1002, 1007])),
        case("5.5.1", "nothing is heard after a close frame", after, fails(1000)),
        case("5.5.1", "a close frame within a message", [frame(0x01, message), frame(0x88, &[3, 232])].concat(), fails(1000)),
    ]
}

/// Autobahn 7.7, 7.9 and 7.13: a code that may be sent is sent back.
fn closing_codes() -> Vec<Case> {
    let sent = |code: u16| frame(0x88, &code.to_be_bytes());
    let good = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
    let bad = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65_535];
    let good = good.map(|code| case("7.4", format!("closed with {code}"), sent(code), fails(code)));
    good.into_iter().chain(bad.map(|code| case("7.4", format!("closed with {code}"), sent(code), fails(1002)))).collect()
}
