import Fares
import SmartCard

/// The words for rail fares and refusals.
enum RailWords {
    static func basis(_ basis: RailBasis, _ language: Language) -> String {
        switch basis {
        case .published: language.pick("公布票价", "published fare")
        case .legs: language.pick("两段相加", "sum of two legs")
        case .estimate: language.pick("按里程估算，并非公布票价", "estimated from kilometres, not a published fare")
        }
    }

    static func reason(_ reason: RailReason, _ language: Language) -> String {
        switch reason {
        case .published: language.pick("票价表", "fare list")
        case .leg: language.pick("区段", "leg")
        case .estimate: language.pick("里程估算", "estimate")
        case .ceiling: language.pick("公布票价", "published fare")
        case .concession: language.pick("优惠乘客", "concession")
        case .conversion: language.pick("折合港元", "converted")
        case .publishedDollars: language.pick("公布的港元票价", "published in dollars")
        }
    }

    static func status(_ status: RailFareStatus, _ language: Language) -> String {
        switch status {
        case .published: language.pick("公布", "published")
        case .implemented: language.pick("执行", "as sold")
        case .derived: language.pick("由公布票价推算", "derived from published fares")
        case .announced: language.pick("仅公告，从未发售", "announced, never sold")
        case .rounded: language.pick("来源已取整，不发售", "rounded in its source, never sold")
        }
    }

    static func note(_ note: RailNote, _ language: Language) -> String {
        switch note {
        case .estimated: language.pick("按里程估算，仅供参考", "an estimate from kilometres, for orientation only")
        case .derived: language.pick("由其他公布票价推算，本身未公布", "worked out from published fares, not published itself")
        case .snapshotOf2016:
            language.pick("2016 年 10 月的票价快照；此后有上调", "a fare of the October 2016 snapshot; legs were raised since")
        case .otherDirection: language.pick("票价见于反方向", "the fare was seen in the other direction")
        case .ceilingMoves:
            language.pick("2024-06-15 起实售价可低于此公布价变动", "from 2024-06-15 the fare as sold moves below this ceiling")
        case .changeAtHub: language.pick("未知直达列车：须在中转站换乘", "no through train is known: change at the hub")
        case .throughTrainAssumed:
            language.pick("仅当列车经过中转站时成立", "holds only where the train runs through the hub")
        case .withAdult: language.pick("须与成人票同购", "must be bought with an adult ticket")
        case .besideAdult: language.pick("免票，须随成人同行", "needs no ticket, but an adult who has one")
        case .roundingUnverified: language.pick("优惠票的取整方法未经证实", "how a share is rounded is unverified")
        case .riderUnverified: language.pick("该优惠未经证实", "this concession is unverified")
        case .openingMonthRate: language.pick("按开通月 (2018-09) 的汇率", "at the rate of the opening month, 2018-09")
        }
    }

    /// What is missing, with its code before it.
    static func refusal(_ refusal: RailRefusal, _ book: RailFareBook?) -> Wording {
        let words = RailRefusalWords(book: book).words(refusal)
        return Wording(
            "refused (\(refusal.code)): \(words.english)", "无法定价（\(refusal.code)）：\(words.chinese)")
    }
}
