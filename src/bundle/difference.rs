//! What is not as a file says, in words.

use crate::{competition::Text, proof::CheckpointFault};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    NotRead {
        what: String,
    },
    Format {
        found: String,
    },
    /// The text from this line on is not how the file is written.
    NotAsWritten {
        line: usize,
    },
    Key,
    /// The key is not the one whoever checks knows.
    OtherKey {
        wanted: String,
        found: String,
    },
    Checkpoint(CheckpointFault),
    /// Signed over another log.
    OtherLog {
        signed: String,
        wanted: String,
    },
    Salt {
        line: usize,
    },
    Entry {
        line: usize,
        what: String,
    },
    /// No server could have accepted it there.
    Misfit {
        what: String,
    },
    /// More or fewer entries than were signed.
    Size {
        signed: u64,
        found: usize,
    },
    /// An entry is another one than was signed.
    Root,
    /// Of a receipt: this entry is not in the log that was signed.
    NotIncluded {
        position: u64,
    },
    NotAbout {
        competitor: String,
        position: u64,
    },
    /// Of a receipt.
    NoEntries,
    OutOfOrder {
        line: usize,
    },
    /// More than a competition may have.
    TooLarge {
        competitors: usize,
        aspects: usize,
    },
    NoSkill,
    /// The log does not begin with what was signed earlier.
    Earlier {
        at: String,
        size: u64,
    },
    NotFinal,
    Rows {
        says: usize,
        comes_to: usize,
    },
    /// `field`: as the file names it.
    Row {
        competitor: String,
        field: String,
        says: String,
        comes_to: String,
    },
    Result {
        says: String,
        comes_to: String,
    },
    /// The file and its checkpoint name different results.
    OtherResult {
        signed: String,
        says: String,
    },
}

impl Difference {
    #[must_use]
    // One list, however long.
    #[allow(clippy::too_many_lines)]
    pub fn in_words(&self) -> Text {
        match self {
            Self::NotRead { what } => Text::new(format!("文件读不出来：{what}"), format!("the file cannot be read: {what}")),
            Self::Format { found } => Text::new(format!("格式“{found}”不认识"), format!("its format {found:?} is not known here")),
            Self::NotAsWritten { line } => {
                Text::new(format!("第 {line} 行与原样写法不同"), format!("line {line} is not as such a file is written"))
            }
            Self::Key => Text::new("钥匙不是 Ed25519 公钥", "its key is no public key of Ed25519"),
            Self::OtherKey { wanted, found } => {
                Text::new(format!("签名的钥匙是 {found}，不是 {wanted}"), format!("it is signed by the key {found}, not by {wanted}"))
            }
            Self::Checkpoint(fault) => Text::new(
                match fault {
                    CheckpointFault::Form => "检查点的写法不对",
                    CheckpointFault::OtherKey => "检查点是另一把钥匙签的",
                    CheckpointFault::Signature => "检查点的签名与内容不符",
                },
                format!("its checkpoint: {fault}"),
            ),
            Self::OtherLog { signed, wanted } => {
                Text::new(format!("检查点属于 {signed}，不是 {wanted}"), format!("its checkpoint is of {signed}, not of {wanted}"))
            }
            Self::Salt { line } => Text::new(
                format!("第 {line} 条记录的盐不是 32 位十六进制数"),
                format!("the salt of entry {line} in the file is not 32 hex digits"),
            ),
            Self::Entry { line, what } => {
                Text::new(format!("第 {line} 条记录读不出来：{what}"), format!("entry {line} in the file cannot be read: {what}"))
            }
            Self::Misfit { what } => Text::new(format!("记录不合规则：{what}"), format!("no server could have accepted this: {what}")),
            Self::Size { signed, found } => Text::new(
                format!("签名时有 {signed} 条记录，文件里有 {found} 条"),
                format!("{signed} entries were signed, {found} are in the file"),
            ),
            Self::Root => {
                Text::new("至少一条记录与签名时不同，或次序不同", "at least one entry is not as it was signed, or not in its place")
            }
            Self::NotIncluded { position } => {
                Text::new(format!("第 {position} 号记录不在签名的日志里"), format!("entry {position} is not in the log that was signed"))
            }
            Self::NotAbout { competitor, position } => {
                Text::new(format!("第 {position} 号记录与 {competitor} 无关"), format!("entry {position} is not about {competitor}"))
            }
            Self::NoEntries => Text::new("凭据里没有记录", "the receipt holds no entry"),
            Self::OutOfOrder { line } => {
                Text::new(format!("第 {line} 条记录重复或次序不对"), format!("entry {line} in the file comes twice, or out of its order"))
            }
            Self::TooLarge { competitors, aspects } => Text::new(
                format!("{competitors} 名选手、{aspects} 项评分，超过竞赛的上限"),
                format!("{competitors} competitors and {aspects} aspects are more than a competition may have"),
            ),
            Self::NoSkill => Text::new("日志不是从一个赛项的开启开始的", "the log does not begin with the opening of one skill"),
            Self::Earlier { at, size } => Text::new(
                format!("日志的开头与 {at} 签名的 {size} 条记录不同"),
                format!("the log does not begin with the {size} entries that were signed at {at}"),
            ),
            Self::NotFinal => Text::new("按这些记录，结果还不是最终结果", "by these entries the result is not final"),
            Self::Rows { says, comes_to } => Text::new(
                format!("名单有 {says} 行，按记录应有 {comes_to} 行"),
                format!("there are {says} rows; the entries come to {comes_to}"),
            ),
            Self::Row { competitor, field, says, comes_to } => Text::new(
                format!("{competitor} 的 {field}：写着 {says}，按记录是 {comes_to}"),
                format!("{competitor}, {field}: it says {says}, the entries come to {comes_to}"),
            ),
            Self::Result { says, comes_to } => Text::new(
                format!("结果码写着 {says}，按记录是 {comes_to}"),
                format!("the result's code is given as {says}; the entries come to {comes_to}"),
            ),
            Self::OtherResult { signed, says } => Text::new(
                format!("签名的结果码是 {signed}，文件写着 {says}"),
                format!("the result that was signed is {signed}, the file says {says}"),
            ),
        }
    }
}
