import Addressing
import CrawlModel
import Extracting
import Robots

/// The opt-outs of a document for its images and links.
struct DocumentOptOuts {
  /// The opt-outs, those of the header fields first; of the same ones in the same place the first.
  let all: [OptOut]
  private let barsImages: Bool
  private let barsLinks: Bool

  /// Combines the opt-outs of the response and of the `meta` elements.
  init(_ headers: Headers, _ directives: [PageDirective], at address: WebAddress) {
    let stated = AnswerOptOuts.of(headers, at: address) + Self.ofMeta(directives, at: address)
    var all: [OptOut] = []
    for new in stated {
      let isKnown = all.contains { $0.signal == new.signal && $0.place == new.place }
      if !isKnown { all.append(new) }
    }
    self.all = all
    barsLinks = all.contains { $0.signal == .nofollow }
    barsImages = all.contains { $0.signal != .nofollow }
  }

  /// Whether a link is skipped if opt-outs are obeyed.
  ///
  /// `nofollow` applies to links that a user clicks, not to what the page itself shows.
  func objects(to link: Link) -> Bool {
    switch link.kind {
    case .image:
      barsImages || link.isNofollow || barsLinks && link.via.isHyperlink
    case .page, .feed: barsLinks || link.isNofollow
    case .stylesheet, .sitemap, .manifest: false
    }
  }

  private static func ofMeta(_ directives: [PageDirective], at address: WebAddress) -> [OptOut] {
    var optOuts: [OptOut] = []
    for directive in directives where !directive.name.hasPrefix("tdm-") {
      let words = PageDirectives(
        metaName: directive.name, content: directive.content, agent: RobotsVisit.agent)
      optOuts += words.optOuts(in: .meta, of: address, value: directive.content)
    }
    let policy = directives.first { $0.name == "tdm-policy" }?.content
    for directive in directives where directive.name == "tdm-reservation" {
      guard let reservation = TDMReservation(reservation: directive.content, policy: policy),
        reservation.isReserved
      else { continue }
      optOuts.append(OptOut(.miningReserved, in: .meta, of: address, value: reservation.text))
    }
    return optOuts
  }
}
