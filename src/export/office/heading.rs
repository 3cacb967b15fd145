//! What columns are called.

use crate::{competition::Text, export::workbook, honours::exports::Column};

/// In both languages, and how wide it is in a workbook.
pub(super) const fn heading(column: Column) -> workbook::Column {
    let (zh, en, width) = match column {
        Column::Nomination => ("申报编号", "nomination", 10),
        Column::Person => ("人员编号", "person", 24),
        Column::NameZh => ("姓名", "name in Chinese", 14),
        Column::NameEn => ("英文姓名", "name in English", 20),
        Column::Programme => ("荣誉项目", "programme", 22),
        Column::ProgrammeTitle => ("荣誉项目名称", "programme's title", 36),
        Column::Category => ("类别", "category", 20),
        Column::CategoryTitle => ("类别名称", "category's title", 30),
        Column::Year => ("名额年度", "year of the quota", 12),
        Column::Body => ("推荐单位", "recommending body", 20),
        Column::Stage => ("阶段", "stage", 22),
        Column::StageSince => ("进入阶段日期", "in the stage since", 14),
        Column::StageBy => ("经办人", "moved by", 14),
        Column::Due => ("截止日期", "due", 12),
        Column::Competition => ("竞赛", "competition", 20),
        Column::CompetitionTitle => ("竞赛名称", "competition's title", 36),
        Column::Ended => ("竞赛结束日期", "competition ended", 14),
        Column::Skill => ("赛项", "skill", 22),
        Column::SkillTitle => ("赛项名称", "skill's title", 28),
        Column::Competitor => ("参赛号", "competitor", 12),
        Column::Place => ("名次", "place", 8),
        Column::Medal => ("奖牌", "medal", 18),
        Column::Digest => ("成绩摘要值", "SHA-256 of the result", 30),
        Column::Amended => ("成绩已更正", "result amended", 14),
        Column::RegisteredNameZh => ("登记姓名", "registered name in Chinese", 14),
        Column::RegisteredNameEn => ("登记英文姓名", "registered name in English", 20),
        Column::NationalId => ("公民身份号码", "citizen's number", 22),
        Column::SocialSecurity => ("社会保障号码", "social security number", 22),
        Column::Employer => ("工作单位", "employer", 28),
        Column::Phone => ("联系电话", "phone", 16),
    };
    workbook::Column { zh, en, width }
}

/// Every column there is, with its title.
pub fn titles() -> impl Iterator<Item = (Column, Text)> {
    Column::ALL.into_iter().map(|column| {
        let heading = heading(column);
        (column, Text::new(heading.zh, heading.en))
    })
}
