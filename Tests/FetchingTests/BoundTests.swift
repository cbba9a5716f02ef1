import Addressing
import CrawlModel
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Fetching

/// What a transfer costs is bounded by the number of bytes it receives.
struct BoundTests {
  private func site(_ bytes: Int) throws -> LoopbackSite {
    try LoopbackSite(routes: [
      "/x": .chunked(.bytes([UInt8](repeating: UInt8(ascii: "x"), count: bytes), type: "text/html"))
    ])
  }

  @Test(arguments: [Job.Kind.image, .page])
  func `a body in many small parts is examined a few times`(kind: Job.Kind) throws {
    // The server sends chunks of 1000 bytes, which libcurl passes on one by one.
    let site = try site(250_000)
    let judge = Undecided()
    _ = try Fetcher(judge: judge).fetch(site.url("/x"), as: kind)
    let examined = judge.examined.withLock { $0 }
    #expect(examined.count > 2 && examined.count < 15)
    #expect(examined.reduce(0, +) < 1_000_000)
    #expect(examined.last == 250_000)
  }

  @Test func `all that fits into memory is examined before the rest goes to a file`() throws {
    let site = try site(600_000)
    let judge = Undecided()
    _ = try Fetcher(judge: judge).fetch(site.url("/x"), as: .image)
    let examined = judge.examined.withLock { $0 }
    #expect(examined.last == 600_000)
    #expect(examined.dropLast().last.map { $0 > Transfer.memoryBytes - 1_000 } == true)
  }

  @Test func `a document that finds no memory is kept in a file`() throws {
    let site = try site(100_000)
    let memory = MemoryBudget(150_000)
    let fetcher = try Fetcher { $0.memory = memory }
    let text = String(repeating: "x", count: 100_000)
    var first: Fetched? = try fetcher.fetch(site.url("/x"))
    #expect(first?.isInFile == false && first?.text == text)
    // The first one still has its memory.
    let second = try fetcher.fetch(site.url("/x"))
    #expect(second.isInFile == true && second.text == text)
    first = nil
    #expect(try fetcher.fetch(site.url("/x")).isInFile == false)
    #expect(memory.claim(150_000))
  }

  @Test func `what was received of a broken transfer takes no memory`() throws {
    let site = try LoopbackSite(routes: [
      "/x": .partial(.html(String(repeating: "x", count: 50_000)), missing: 10)
    ])
    let memory = MemoryBudget(60_000)
    let fetcher = try Fetcher { $0.memory = memory }
    for _ in 0..<3 { #expect(try fetcher.fetch(site.url("/x")).fault?.reason == .truncated) }
    #expect(memory.claim(60_000))
  }
}

extension Fetched {
  /// Whether a document is in a file; `nil` for any other result.
  fileprivate var isInFile: Bool? {
    guard case .document(let content) = result else { return nil }
    if case .file = content.place { return true }
    return false
  }
}

/// Never decides before the end, and records how many bytes it got each time.
private final class Undecided: TransferJudge {
  let examined = Mutex<[Int]>([])

  func judge(head: ResponseHead, for assignment: Assignment) -> Judgement { .undecided }

  func isWhole(_ image: Span<UInt8>, _ facts: ImageFacts) -> Bool { false }
  func isWhole(document: Span<UInt8>) -> Bool { false }

  func judge(
    prefix: Span<UInt8>, isComplete: Bool, head: ResponseHead, for assignment: Assignment
  ) -> Judgement {
    let count = prefix.count
    examined.withLock { $0.append(count) }
    return isComplete ? .document : .undecided
  }
}
