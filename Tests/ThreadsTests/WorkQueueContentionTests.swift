import Testing
import Threads

/// `WorkQueue` with many threads at once: every item exactly once, and `join` only at the end.
struct WorkQueueContentionTests {
  /// How often each item was processed.
  private typealias Counts = Monitor<[Int: Int]>

  @Test(arguments: [1, 2, 16])
  func `every item is processed once though all threads put and get`(threads: Int) throws {
    let queue = WorkQueue(FirstInFirstOut<Int>())
    let counts = Counts([:])
    let last = 4_000
    queue.put(1...3)
    let workers = try (0..<threads).map { number in
      try WorkerThread(name: "worker \(number)") {
        while let item = queue.get(for: WorkerID(number)) {
          counts.withLock { $0[item, default: 0] += 1 }
          let children = (item * 3 + 1...item * 3 + 3).filter { $0 <= last }
          // Both ways to tell of discoveries, by turns.
          if item.isMultiple(of: 2) {
            queue.put(children)
            queue.taskDone(item)
          } else {
            queue.taskDone(item, discovering: children)
          }
        }
      }
    }
    queue.join()
    let result = counts.withLock { $0 }
    #expect(result.count == last)
    #expect(result.values.allSatisfy { $0 == 1 })
    queue.close()
    for worker in workers { worker.join() }
    #expect(counts.withLock { $0 } == result)
  }

  @Test func `items that are put back come again until they are done`() throws {
    struct Try: Sendable, Hashable {
      var item: Int
      var attempt = 0
    }
    let queue = WorkQueue(FirstInFirstOut<Try>())
    let tries = Monitor<[Int: [Int]]>([:])
    queue.put((0..<500).map { Try(item: $0) })
    let workers = try (0..<8).map { number in
      try WorkerThread(name: "worker \(number)") {
        while let job = queue.get() {
          tries.withLock { $0[job.item, default: []].append(job.attempt) }
          if job.attempt < job.item % 4 {
            var again = job
            again.attempt += 1
            queue.putBack(job, as: again, notBefore: .distantPast)
          } else {
            queue.taskDone(job)
          }
        }
      }
    }
    queue.join()
    let result = tries.withLock { $0 }
    #expect(result.count == 500)
    for (item, attempts) in result { #expect(attempts == Array(0...item % 4)) }
    queue.close()
    for worker in workers { worker.join() }
  }

  @Test func `several joiners all wait for the last item`() throws {
    let queue = WorkQueue(FirstInFirstOut<Int>())
    let done = Monitor(0)
    queue.put(1)
    let joiners = try (0..<4).map { number in
      try WorkerThread(name: "joiner \(number)") {
        queue.join()
        #expect(done.withLock { $0 } == 2_000)
      }
    }
    // A chain: at no moment is more than one item waiting, so every miscount would end it early.
    let workers = try (0..<4).map { number in
      try WorkerThread(name: "worker \(number)") {
        while let item = queue.get() {
          done.withLock { $0 += 1 }
          if item < 2_000 { queue.put(item + 1) }
          queue.taskDone(item)
        }
      }
    }
    for joiner in joiners { joiner.join() }
    queue.close()
    for worker in workers { worker.join() }
  }

  /// Workers as the crawl has them: they wait in `get` while idle, else they poll and sleep on
  /// a waker of their own.
  @Test func `workers that poll and sleep until they are woken process every item once`() throws {
    let queue = WorkQueue(FirstInFirstOut<Int>())
    let counts = Counts([:])
    let last = 3_000
    queue.put(1)
    let workers = try (0..<6).map { number in
      try WorkerThread(name: "worker \(number)") {
        let worker = WorkerID(number)
        let waker = Monitor(false)
        queue.attach(worker) {
          waker.withLock { $0 = true }
          waker.broadcast()
        }
        var inHand: [Int] = []
        while !queue.isClosed {
          inHand += queue.poll(3 - inHand.count, for: worker).items
          guard let item = inHand.popLast() else {
            waker.wait { isWoken in
              guard isWoken else { return Decision<Void>.sleep }
              isWoken = false
              return .finish(())
            }
            continue
          }
          counts.withLock { $0[item, default: 0] += 1 }
          let children = [item * 2, item * 2 + 1].filter { $0 <= last }
          queue.taskDone(item, discovering: children)
        }
        queue.detach(worker)
      }
    }
    queue.join()
    let result = counts.withLock { $0 }
    #expect(result.count == last)
    #expect(result.values.allSatisfy { $0 == 1 })
    queue.close()
    for worker in workers { worker.join() }
  }
}
