import Addressing
import CrawlModel
import Scheduling
import Scoping

/// What the journal of a crawl tells a later run about its traps.
struct TrapMemory {
  private static let endedSetting = "traps.ended"
  private static let idleSetting = "traps.idle"

  /// What the watch of the run before left.
  var watched = TrapWatch.Memory()
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
      watched.endedParts = Self.numbers(try state.journal.setting(Self.endedSetting))
      watched.idleDocuments = Self.numbers(try state.journal.setting(Self.idleSetting))
    }
    if state.countsOn {
      for (origin, number) in try state.journal.pagesAsked {
        pagesAsked[HostBudget.name(of: origin), default: 0] += number
      }
    }
  }

  /// Writes what a later run needs and the records do not tell.
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
