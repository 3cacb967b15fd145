//! What is wrong with a request about a draft.

use axum::http::StatusCode;

use crate::{
    competition::Text,
    import::{IntakeFault, NotConvertible},
    server::limits,
    wire::Problem,
};

#[derive(Debug, thiserror::Error)]
pub enum DraftFault {
    #[error(
        "a draft has no file {0:?}; it holds competition.toml, the tables of people, and skills/<id>/ with skill.toml and scheme.csv or scheme.xlsx"
    )]
    Path(String),
    #[error("{0:?} cannot be the id of a draft: use letters, digits, '-', '_' and '.', not first")]
    Id(String),
    #[error("there is a draft {0} already; take another id")]
    Exists(String),
    #[error("somebody else changed this meanwhile; load it again, then make your change")]
    ChangedMeanwhile,
    #[error("say which version is meant: If-Match with its ETag, or If-None-Match: * for a new file")]
    NoVersion,
    #[error("this draft was opened as {0}: its rules stand, nothing in it changes any more")]
    Opened(String),
    #[error("{} to correct first", errors(*.0))]
    Faulty(usize),
    #[error("there is nothing to undo")]
    NothingBefore,
    #[error("too large: {0}")]
    TooLarge(&'static str),
    #[error("this is no TOML: {0}")]
    NotToml(String),
    #[error(transparent)]
    List(#[from] IntakeFault),
    #[error(transparent)]
    Scheme(#[from] NotConvertible),
    #[error("the table would not say everything the workbook says; the workbook stays")]
    NotTheSame,
}

fn errors(count: usize) -> String {
    if count == 1 { "there is an error".to_owned() } else { format!("there are {count} errors") }
}

impl DraftFault {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Path(_) | Self::Id(_) => StatusCode::BAD_REQUEST,
            Self::Exists(_) | Self::Opened(_) | Self::Faulty(_) | Self::NothingBefore | Self::NotTheSame => StatusCode::CONFLICT,
            Self::ChangedMeanwhile => StatusCode::PRECONDITION_FAILED,
            Self::NoVersion => StatusCode::PRECONDITION_REQUIRED,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotToml(_) | Self::List(_) | Self::Scheme(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    pub fn problem(&self) -> Problem {
        let (code, zh) = match self {
            Self::Path(path) => (
                "path-not-allowed",
                format!(
                    "草稿中没有“{path}”这样的文件：只有 competition.toml、人员表，以及 skills/<代号>/ 下的 skill.toml 和 scheme.csv 或 scheme.xlsx"
                ),
            ),
            Self::Id(id) => ("bad-draft-id", format!("“{id}”不能作草稿代号：请用文字、数字、“-”、“_”和“.”，且“.”不在开头")),
            Self::Exists(id) => ("draft-exists", format!("草稿“{id}”已存在，请另取代号")),
            Self::ChangedMeanwhile => ("changed-meanwhile", "其他人刚刚修改过，请重新载入后再改".to_owned()),
            Self::NoVersion => ("version-missing", "请指明所改的版本（If-Match 或 If-None-Match: *）".to_owned()),
            Self::Opened(id) => ("draft-opened", format!("此草稿已作为“{id}”开赛，规则不再改变")),
            Self::Faulty(count) => ("draft-has-errors", format!("还有 {count} 处错误，请先改正")),
            Self::NothingBefore => ("nothing-to-undo", "没有可撤销的修改".to_owned()),
            Self::TooLarge(what) => ("too-large", format!("过大：{}", zh_of(what))),
            Self::NotToml(why) => ("not-toml", format!("文件不是有效的 TOML:{why}")),
            Self::List(fault) => ("no-list", list_zh(fault)),
            Self::Scheme(fault) => ("no-table", scheme_zh(fault)),
            Self::NotTheSame => ("not-the-same", "表格无法完整表达该工作簿的内容，请保留工作簿".to_owned()),
        };
        Problem { code, message: Text::new(zh, self.to_string()) }
    }
}

fn zh_of(what: &str) -> &str {
    match what {
        limits::A_FILE => "文件",
        limits::A_DRAFT => "草稿的全部文件",
        limits::DRAFTS => "草稿数目",
        other => other,
    }
}

fn list_zh(fault: &IntakeFault) -> String {
    match fault {
        IntakeFault::NoTable => "这既不是工作簿（.xlsx），也不是 UTF-8、UTF-16 或 GBK 文本".to_owned(),
        IntakeFault::OldWorkbook => "这是旧版工作簿，请另存为 .xlsx".to_owned(),
        IntakeFault::Workbook(why) => format!("工作簿无法读取：{why}"),
        IntakeFault::NoSheet(name) => format!("工作簿中没有工作表“{name}”"),
        IntakeFault::Empty => "表格是空的".to_owned(),
        IntakeFault::TooLong => "名单行数过多".to_owned(),
    }
}

fn scheme_zh(fault: &NotConvertible) -> String {
    match fault {
        NotConvertible::NoWorkbook => "此赛项没有 scheme.xlsx".to_owned(),
        NotConvertible::NoScheme => "工作簿中没有可读取的评分表".to_owned(),
        NotConvertible::Rules(why) => format!("请先改正 skill.toml:{why}"),
    }
}
