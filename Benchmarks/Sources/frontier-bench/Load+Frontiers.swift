import CrawlModel
import Foundation
import Scheduling

/// The same load for a journal in memory and one in a file; the results are words like `put=120000`.
extension Load {
  private static let politeness = Politeness(transfersPerOrigin: 1_000)

  /// Puts and does everything with a journal in memory.
  func inMemory() throws -> String {
    let now = Timestamp(seconds: 1_700_000_000)
    let journal = try Journal()
    try journal.begin(.crawl, at: now, levelByLevel: false)
    let frontier = try WindowedFrontier(journal, Self.politeness, clock: { now })
    let put = try seconds {
      try self.put(into: frontier)
      try frontier.flush()
    }
    let done = try seconds {
      try work(at: frontier)
      try frontier.flush()
    }
    return "put=\(rate(put)) done=\(rate(done)) memory=\(memory("VmHWM"))"
  }

  /// Puts everything into a journal, opens it again, and does everything.
  func journaled(in folder: String) throws -> String {
    let path = folder + "/" + Journal.fileName
    var put = 0.0
    do {
      let frontier = try open(path, .crawl)
      put = try seconds {
        try self.put(into: frontier)
        try frontier.flush()
      }
      frontier.close()
      try frontier.finish()
    }
    var frontier: WindowedFrontier?
    let reopened = try seconds { frontier = try open(path, .resume) }
    guard let frontier else { return "" }
    let done = try seconds {
      try work(at: frontier)
      try frontier.flush()
    }
    frontier.close()
    try frontier.finish()
    let most = memory("VmHWM")
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    return "put=\(rate(put)) done=\(rate(done)) memory=\(most) file=\(size) "
      + String(format: "reopen=%.2f", reopened)
  }

  private func open(_ path: String, _ kind: RunKind) throws -> WindowedFrontier {
    let now = Timestamp(seconds: 1_700_000_000)
    let journal = try Journal(path)
    try journal.begin(kind, at: now, levelByLevel: false)
    return try WindowedFrontier(journal, Self.politeness, clock: { now })
  }

  private func rate(_ time: Double) -> Int { Int(Double(addresses) / time) }
}
