import Testing
import Threads

/// `WorkQueue`: put, get, taskDone, join, close.
struct WorkQueueTests {
  @Test func `the example of the documentation ends when the whole tree is walked`() throws {
    let walked = Monitor<[Int]>([])
    let queue = WorkQueue(FirstInFirstOut<Int>())
    queue.put(1)
    let workers = try (0..<5).map { number in
      try WorkerThread(name: "worker \(number)") {
        while let node = queue.get() {
          walked.withLock { $0.append(node) }
          if node < 512 {
            queue.put(node * 2)
            queue.put(node * 2 + 1)
          }
          queue.taskDone(node)
        }
      }
    }
    queue.join()
    // Everything is done when `join` returns, not only once the threads have ended.
    #expect(walked.withLock { $0.sorted() } == Array(1...1023))
    #expect(queue.unfinished == 0)
    queue.close()
    for worker in workers { worker.join() }
    #expect(walked.withLock { $0.count } == 1023)
  }

  @Test func `one thread sees the items in the order of the queue`() {
    let queue = WorkQueue(FirstInFirstOut<Int>())
    #expect(queue.put(1...3) == 3)
    var seen: [Int] = []
    for _ in 0..<3 {
      guard let item = queue.get() else { break }
      seen.append(item)
      queue.taskDone(item)
    }
    #expect(seen == [1, 2, 3])
    queue.join()
  }

  @Test func `put says how many items the order wanted`() {
    let queue = WorkQueue(TimedOrder())
    #expect(queue.put(1))
    #expect(!queue.put(1))
    #expect(queue.put([1, 2, 3, 2]) == 2)
    #expect(queue.unfinished == 3)
  }

  @Test func `a join on a queue that never had an item returns`() {
    let queue = WorkQueue(FirstInFirstOut<Int>())
    queue.join()
    #expect(queue.unfinished == 0)
    #expect(!queue.isClosed)
  }

  @Test func `discoveries, update and the end of an item are one step in this order`() {
    let queue = WorkQueue(TimedOrder())
    queue.put(1)
    #expect(queue.get() == 1)
    let wanted = queue.taskDone(1, discovering: [2, 1, 3]) { $0.events.append("update") }
    #expect(wanted == 2)
    #expect(
      queue.withOrder { $0.events }
        == ["put 1", "put 2", "put 1", "put 3", "update", "done 1"])
    #expect(queue.unfinished == 2)
  }

  @Test func `an item that is put back stays unfinished and waits for its time`() throws {
    let asked = Monitor<Set<WorkerID>>([])
    let queue = WorkQueue(TimedOrder(telling: asked))
    queue.put(1)
    #expect(queue.get() == 1)
    queue.putBack(1, as: 10, notBefore: MonotonicTime(nanoseconds: 500))
    #expect(queue.unfinished == 1)

    let taken = Monitor<[Int]>([])
    let getter = try WorkerThread(name: "getter") {
      while let item = queue.get(for: WorkerID(7)) {
        taken.withLock { $0.append(item) }
        queue.taskDone(item)
      }
    }
    let ended = Monitor(false)
    let joiner = try WorkerThread(name: "joiner") {
      queue.join()
      #expect(taken.withLock { $0 } == [10])
      ended.withLock { $0 = true }
    }
    asked.wait { $0.contains(WorkerID(7)) ? Decision.finish(()) : .sleep }
    // A moment too early: the getter is woken, asks again and is refused again.
    asked.withLock { $0.removeAll() }
    queue.withOrder { $0.clock = MonotonicTime(nanoseconds: 499) }
    asked.wait { $0.contains(WorkerID(7)) ? Decision.finish(()) : .sleep }
    #expect(taken.withLock { $0.isEmpty })
    #expect(!ended.withLock { $0 })
    #expect(queue.unfinished == 1)

    queue.withOrder { $0.clock = MonotonicTime(nanoseconds: 500) }
    joiner.join()
    #expect(ended.withLock { $0 })
    queue.close()
    getter.join()
    #expect(queue.unfinished == 0)
  }

  @Test func `closing wakes all who get and all who join`() throws {
    let asked = Monitor<Set<WorkerID>>([])
    let queue = WorkQueue(TimedOrder(telling: asked))
    queue.put(1)
    #expect(queue.get() == 1)
    let answers = Monitor<[Int?]>([])
    let getters = try (0..<6).map { number in
      try WorkerThread(name: "getter \(number)") {
        let item = queue.get(for: WorkerID(number))
        answers.withLock { $0.append(item) }
      }
    }
    let joiners = try (0..<3).map { number in
      try WorkerThread(name: "joiner \(number)") { queue.join() }
    }
    asked.wait { $0.count == 6 ? Decision.finish(()) : .sleep }
    #expect(answers.withLock { $0.isEmpty })
    queue.close()
    for thread in getters + joiners { thread.join() }
    #expect(answers.withLock { $0 } == Array(repeating: nil, count: 6))
    #expect(queue.isClosed)
    #expect(queue.unfinished == 1)
  }

  @Test func `nothing is handed out after closing but everything is counted`() {
    let queue = WorkQueue(FirstInFirstOut<Int>())
    queue.put([1, 2])
    #expect(queue.get() == 1)
    queue.close()
    #expect(queue.get() == nil)
    #expect(queue.poll(5, for: WorkerID(0)).items.isEmpty)
    #expect(queue.put(3))
    queue.taskDone(1)
    #expect(queue.unfinished == 2)
    queue.close()
    queue.join()
  }

  @Test func `taskDone more often than items were put stops the program`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let queue = WorkQueue(FirstInFirstOut<Int>())
      queue.put(1)
      queue.taskDone(1)
      queue.taskDone(1)
    }
    let words = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(words.contains("taskDone was called more often than items were put"))
  }
}
