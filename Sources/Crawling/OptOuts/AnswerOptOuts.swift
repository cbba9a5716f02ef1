import Addressing
import CrawlModel
import Robots

/// Reads the opt-outs from the header fields of a response.
///
/// Signals may contradict each other. Every opt-out counts, so the most restrictive signal applies,
/// as in search engines.
enum AnswerOptOuts {
  /// Returns the opt-outs for an image in its own response.
  static func ofImage(_ headers: Headers, at address: WebAddress) -> [OptOut] {
    of(headers, at: address).filter { $0.signal != .nofollow }
  }

  /// Returns the opt-outs for a document in its response, including `nofollow` for its links.
  static func of(_ headers: Headers, at address: WebAddress) -> [OptOut] {
    // Few responses have such a field.
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
  /// Returns the directives one by one, as opt-outs for an image.
  func optOuts(in place: OptOut.Place, of source: WebAddress, value: String) -> [OptOut] {
    words.compactMap { OptOut.Signal(rawValue: $0) }.map {
      OptOut($0, in: place, of: source, value: value)
    }
  }
}
