import Addressing
import CrawlModel
import Robots

/// What the header fields of an answer say against using it.
///
/// Signals may contradict one another; each that objects counts, as search engines do it: the more
/// restrictive one holds.
enum AnswerOptOuts {
  /// What is said of an image by its own answer.
  static func ofImage(_ headers: Headers, at address: WebAddress) -> [OptOut] {
    of(headers, at: address).filter { $0.signal != .nofollow }
  }

  /// What is said of a document by its answer, `nofollow` for its links included.
  static func of(_ headers: Headers, at address: WebAddress) -> [OptOut] {
    // Nearly all answers say nothing of the kind.
    guard headers.hasAny(of: names) else { return [] }
    var optOuts: [OptOut] = []
    let tags = headers.all("x-robots-tag")
    if !tags.isEmpty {
      let value = tags.joined(separator: ", ")
      let directives = tags.reduce(into: PageDirectives()) {
        $0.formUnion(PageDirectives(xRobotsTag: $1, agent: RobotsVisit.agent))
      }
      optOuts += directives.optOuts(in: .header, of: address, value: value)
    }
    if let reservation = TDMReservation(
      reservation: headers["tdm-reservation"], policy: headers["tdm-policy"]),
      reservation.isReserved
    {
      optOuts.append(OptOut(.miningReserved, in: .header, of: address, value: reservation.text))
    }
    let usages = headers.all("content-usage")
    if !usages.isEmpty {
      let value = usages.joined(separator: ", ")
      if let usage = ContentUsage(value), usage.forbidsTraining {
        optOuts.append(OptOut(.contentUsage, in: .header, of: address, value: value))
      }
    }
    return optOuts
  }

  private static let names: [String] = [
    "x-robots-tag", "tdm-reservation", "content-usage",
  ]
}

extension PageDirectives {
  /// The directives one by one, as what they are for an image.
  func optOuts(in place: OptOut.Place, of source: WebAddress, value: String) -> [OptOut] {
    words.compactMap { OptOut.Signal(rawValue: $0) }.map {
      OptOut($0, in: place, of: source, value: value)
    }
  }
}
