//! Why an export is not made, taken back or given.

use crate::competition::Text;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportRefusal {
    #[error("this export was made already")]
    MadeAlready,
    #[error("this export was taken back; ask for a new one")]
    TakenBack,
    #[error("this export is not made yet")]
    NotMade,
    #[error("there is nothing to export: nothing fits what was chosen, or its result is not published")]
    Nothing,
    #[error("a file with personal data goes to the two officers who stand for it; ask for an export of your own")]
    OtherOfficers,
    #[error("{0} of the people in this file were erased since; it cannot be made again")]
    Erased(usize),
    #[error("this file cannot be made again byte for byte ({now} instead of {then}): the program or the font is another one than then")]
    OtherFile { then: String, now: String },
}

impl ExportRefusal {
    /// For programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MadeAlready => "made-already",
            Self::TakenBack => "taken-back",
            Self::NotMade => "not-made",
            Self::Nothing => "nothing-to-export",
            Self::OtherOfficers => "other-officers",
            Self::Erased(_) => "erased",
            Self::OtherFile { .. } => "other-file",
        }
    }

    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::MadeAlready => "此导出已生成".to_owned(),
            Self::TakenBack => "此导出申请已撤回，请重新申请".to_owned(),
            Self::NotMade => "此导出尚未生成".to_owned(),
            Self::Nothing => "没有可导出的内容：所选条件无匹配，或成绩尚未公布".to_owned(),
            Self::OtherOfficers => "含个人信息的文件只交给申请和确认的两名工作人员，请另行申请导出".to_owned(),
            Self::Erased(people) => format!("文件中有{people}人的数据已被删除，文件无法再次生成"),
            Self::OtherFile { .. } => "文件无法逐字节重新生成：程序或字体与当时不同".to_owned(),
        };
        Text::new(zh, self.to_string())
    }
}
