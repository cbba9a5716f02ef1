import CrawlModel
import GRDB
import Statements

/// One transaction of the journal: writes entries to the tables, with statements prepared once.
struct JournalTransaction {
  private let db: Database
  private let addresses: AddressTable
  private let waiting: WaitingTable
  private let references: ReferenceTable
  private let results: ResultTable
  private let origins: OriginTable
  private let attempts: AttemptTable
  private let policies: PolicyTable

  init(_ db: Database, run: Int) {
    self.db = db
    addresses = AddressTable(db, run: run)
    waiting = WaitingTable(db)
    references = ReferenceTable(db, run: run)
    results = ResultTable(db, run: run)
    origins = OriginTable(db)
    attempts = AttemptTable(db, run: run)
    policies = PolicyTable(db, run: run)
  }

  /// Writes entries in their order.
  func write(_ entries: [BacklogEntry]) throws {
    // A job that is put and done within one transaction is never written as waiting.
    var done: Set<RecordNumber> = []
    for case .result(let result) in entries { done.insert(result.number) }
    var unwritten: Set<RecordNumber> = []
    for entry in entries {
      switch entry {
      case .address(let address):
        try addresses.insert(address)
        guard address.leftOut == nil else { break }
        if done.contains(address.number) {
          unwritten.insert(address.number)
        } else {
          try waiting.insert(address)
        }
      case .trap(let number, let trap): try addresses.insert(trap, of: number)
      case .admitted(let address):
        try addresses.admit(address)
        try waiting.insert(address)
      case .result(let result):
        try results.write(result)
        if !unwritten.contains(result.number) { try waiting.delete(result.lane, turn: result.turn) }
      case .reference(let image, let page, let source, let via, let caption, let isNofollow):
        try references.insert(
          image: image, page: page, source: source, via, caption, isNofollow: isNofollow)
      case .elsewhere(let number, let lane, let turn):
        try addresses.leaveOut(number, as: .elsewhere)
        try waiting.delete(lane, turn: turn)
      case .shared: break
      case .redirectLoop(let number): try results.markRedirectLoop(number)
      case .policy(let answer): try policies.insert(answer)
      case .attempt(let number, let attempt): try attempts.insert(attempt, of: number)
      case .origin(let index, let origin): try origins.insert(origin, OriginRow(index: index))
      case .rest(let index, let until, let isSilent):
        try origins.rest(OriginRow(index: index), until: until, isSilent: isSilent)
      case .hostStatistics(let index, let statistics):
        try origins.update(OriginRow(index: index), statistics)
      }
    }
  }

  /// Writes the counts as they are after the entries.
  func write(_ counts: CrawlCounts) throws { try CountsTable(db).write(counts) }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
