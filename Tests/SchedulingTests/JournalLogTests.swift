import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// The log between the workers and the writer of a journal.
@Suite(.timeLimit(.minutes(30)))
struct BacklogLogTests {
  private func circles(_ count: Int) -> [BacklogEntry] {
    (0..<count).map { .redirectLoop(RecordNumber(rawValue: $0)) }
  }

  @Test func `who adds to a full log waits until the writer has written it`() throws {
    let log = BacklogLog()
    log.add(circles(BacklogLog.most), [], [])
    let steps = Monitor<[String]>([])
    let worker = try WorkerThread(name: "worker") {
      steps.withLock { $0.append("came") }
      steps.broadcast()
      log.waitForRoom()
      steps.withLock { $0.append("went on") }
    }
    steps.wait { $0.isEmpty ? .sleep : .finish(()) }
    for _ in 0..<1_000 { #expect(steps.withLock { $0 } == ["came"]) }
    let batch = try #require(log.take(waitingUntil: .distantPast))
    #expect(batch.entries.count == BacklogLog.most)
    for _ in 0..<1_000 { #expect(steps.withLock { $0 } == ["came"]) }
    log.wrote(batch)
    worker.join()
    #expect(steps.withLock { $0 } == ["came", "went on"])
  }

  @Test func `one entry less than full is room`() {
    let log = BacklogLog()
    log.add(circles(BacklogLog.most - 1), [], [])
    log.waitForRoom()
  }

  @Test func `what one call adds stays together and in order`() throws {
    let log = BacklogLog()
    log.add(circles(2), [CrawlCounts.Move(isImage: true, from: nil, to: .pending)], [])
    log.add([], [], [Refill(lane: .init(origin: 3, lane: 0), after: 7, limit: 9)])
    let batch = try #require(log.take(waitingUntil: .distantPast))
    #expect(batch.entries.count == 2 && batch.moves.count == 1)
    #expect(batch.refills.map(\.after) == [7])
    #expect(batch.end == 2)
  }

  @Test(arguments: [0, 1, BacklogLog.eager - 1, BacklogLog.eager, 3 * BacklogLog.eager])
  func `large and small calls keep their order`(count: Int) throws {
    let log = BacklogLog()
    let calls = [circles(count), circles(count + 1), circles(2)]
    for call in calls { log.add(call, [], []) }
    let batch = try #require(log.take(waitingUntil: .distantPast))
    let numbers = batch.entries.map { entry -> RecordNumber? in
      if case .redirectLoop(let number) = entry { number } else { nil }
    }
    #expect(
      numbers
        == calls.flatMap(\.indices).map { RecordNumber(rawValue: $0) })
  }

  @Test func `what a large document adds is passed on without growing again`() throws {
    let log = BacklogLog()
    log.add(circles(7), [], [])
    var (entries, moves, refills) = (circles(BacklogLog.eager), [CrawlCounts.Move](), [Refill]())
    entries.reserveCapacity(BacklogLog.eager + BacklogLog.most)
    let capacity = entries.capacity
    log.append(&entries, &moves, &refills)
    let batch = try #require(log.take(waitingUntil: .distantPast))
    #expect(batch.entries.count == BacklogLog.eager + 7 && batch.entries.capacity == capacity)
  }

  @Test func `an entry is no larger than what a large document adds`() {
    #expect(MemoryLayout<BacklogEntry>.stride <= MemoryLayout<NewAddress>.stride + 8)
  }

  @Test func `it ends when everything was taken`() {
    let log = BacklogLog()
    log.add(circles(1), [], [])
    log.end()
    #expect(log.take(waitingUntil: .distantPast)?.entries.count == 1)
    #expect(log.take(waitingUntil: .distantPast) == nil)
  }

  @Test func `a failure frees everybody who waits`() throws {
    let log = BacklogLog()
    log.add(circles(BacklogLog.most), [], [])
    let failures = Monitor(0)
    let waiting: [@Sendable () throws -> Void] = [
      { try log.flush() },
      {
        log.waitForRoom()
        try log.check()
      },
    ]
    let threads = try waiting.map { wait in
      try WorkerThread(name: "worker") {
        do { try wait() } catch { failures.withLock { $0 += 1 } }
      }
    }
    log.fail(FrontierError(code: .storage, message: "gone"))
    for thread in threads { thread.join() }
    #expect(failures.withLock { $0 } == 2)
  }
}

extension BacklogLog {
  fileprivate func add(
    _ entries: [BacklogEntry], _ moves: [CrawlCounts.Move], _ refills: [Refill]
  ) {
    var (entries, moves, refills) = (entries, moves, refills)
    append(&entries, &moves, &refills)
  }
}
