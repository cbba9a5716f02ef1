import Addressing
import CrawlModel
import Scheduling
import Scoping

/// The records about crawler traps in the journal of a crawl.
struct TrapMemory {
  private static let endedSetting = "traps.ended"
  private static let idleSetting = "traps.idle"

  /// The state of the watch at the end of the previous run.
  var watched = TrapWatch.Memory()
  /// The known pages that may have duplicates.
  var addresses: [WebAddress] = []
  /// The number of pages requested from each host.
  var pagesAsked: [String: Int] = [:]

  /// Reads the records.
  ///
  /// A refresh requests the whole site again, and detects its traps again.
  init(_ state: CrawlState) throws(FrontierError) {
    guard state.hasHistory else { return }
    addresses = try state.journal.parameterizedPages
    if state.kind == .resume {
      watched.endedParts = Self.numbers(try state.journal.setting(Self.endedSetting))
      watched.idleDocuments = Self.numbers(try state.journal.setting(Self.idleSetting))
    }
    if state.countsOn {
      for (origin, number) in try state.journal.pagesAsked {
        pagesAsked[HostBudget.name(of: origin), default: 0] += number
      }
    }
  }

  /// Writes the state that a later run needs and cannot derive from the other records.
  static func keep(_ memory: TrapWatch.Memory, in journal: Journal) throws(FrontierError) {
    try journal.set([
      endedSetting: text(of: memory.endedParts), idleSetting: text(of: memory.idleDocuments),
    ])
  }

  private static func text(of numbers: [UInt64]) -> String {
    numbers.map { String($0, radix: 16) }.joined(separator: " ")
  }

  private static func numbers(_ text: String?) -> [UInt64] {
    (text ?? "").split(separator: " ").compactMap { UInt64($0, radix: 16) }
  }
}
