import Addressing
import Scheduling

/// What the journal of a crawl tells a later run about its traps.
struct TrapMemory {
  private static let setting = "traps.ended"

  /// The numbers of the parts of sites that have ended.
  var endedParts: [UInt64] = []
  /// The pages that are known and may have twins.
  var addresses: [WebAddress] = []
  /// How many pages each host was asked for.
  var pagesAsked: [String: Int] = [:]

  /// Reads it.
  ///
  /// A refresh asks the whole site again, and learns again what of it has an end.
  init(_ state: CrawlState) throws(FrontierError) {
    guard state.hasHistory else { return }
    addresses = try state.journal.parameterizedPages
    if state.kind == .resume {
      let text = try state.journal.setting(Self.setting) ?? ""
      endedParts = text.split(separator: " ").compactMap { UInt64($0, radix: 16) }
    }
    if state.countsOn {
      for (origin, number) in try state.journal.pagesAsked {
        pagesAsked[HostBudget.name(of: origin), default: 0] += number
      }
    }
  }

  /// Writes what a later run needs and the records do not tell.
  static func keep(_ endedParts: [UInt64], in journal: Journal) throws(FrontierError) {
    let text = endedParts.map { String($0, radix: 16) }.joined(separator: " ")
    try journal.set([setting: text])
  }
}
