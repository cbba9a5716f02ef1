import Testing
import Threads

/// `WorkQueue.poll` and the bells of workers that sleep elsewhere.
struct WorkQueueBellTests {
  private let queue = WorkQueue(TimedOrder())
  private let rings = Monitor<[Int]>([])

  /// Attaches workers whose rings are noted.
  private func attach(_ numbers: Int...) {
    for number in numbers {
      queue.attach(WorkerID(number)) { [rings] in rings.withLock { $0.append(number) } }
    }
  }

  private func poll(_ number: Int, room: Int) -> [Int] {
    queue.poll(room, for: WorkerID(number)).items
  }

  /// Who was rung since the last question.
  private var rung: [Int] {
    rings.withLock { rings in
      defer { rings = [] }
      return rings
    }
  }

  @Test func `poll hands out what there is room for`() {
    queue.put([1, 2, 3])
    #expect(poll(0, room: 2) == [1, 2])
    #expect(poll(0, room: 2) == [3])
    #expect(poll(0, room: 2) == [])
  }

  @Test func `a worker that was refused is rung when work comes`() {
    attach(1)
    #expect(poll(1, room: 4) == [])
    #expect(rung == [])
    queue.put(5)
    #expect(rung == [1])
    #expect(poll(1, room: 4) == [5])
  }

  @Test func `a worker that got less than it had room for is rung when more comes`() {
    attach(1)
    queue.put(5)
    #expect(poll(1, room: 4) == [5])
    queue.put(6)
    #expect(rung == [1])
  }

  @Test func `a worker that was not refused is left in peace`() {
    attach(1)
    queue.put([1, 2])
    #expect(poll(1, room: 1) == [1])
    queue.put(3)
    #expect(rung == [])
  }

  @Test func `a full worker hands the bell on`() {
    attach(1, 2, 3)
    for number in 1...3 { #expect(poll(number, room: 1) == []) }
    queue.put([10, 20, 30])
    var taken: [Int] = []
    var order: [Int] = []
    for _ in 1...3 {
      let now = rung
      #expect(now.count == 1, "one bell at a time, each by the one before")
      order += now
      for number in now { taken += poll(number, room: 1) }
    }
    #expect(taken == [10, 20, 30])
    #expect(order.sorted() == [1, 2, 3])
    #expect(rung == [])
  }

  @Test func `a rung worker without room hands the bell on too`() {
    attach(1, 2)
    #expect(poll(1, room: 1) == [])
    #expect(poll(2, room: 1) == [])
    queue.put(7)
    let first = rung
    #expect(first.count == 1)
    for number in first { #expect(poll(number, room: 0) == []) }
    #expect(rung == first.map { 3 - $0 })
  }

  @Test func `work whose time has not come rings nobody until it has`() {
    attach(1)
    queue.put(1)
    #expect(poll(1, room: 1) == [1])
    queue.putBack(1, as: 2, notBefore: MonotonicTime(nanoseconds: 10))
    let polled = queue.poll(1, for: WorkerID(1))
    #expect(polled.items == [])
    #expect(polled.askAgain == TimedOrder.muchLater)
    #expect(rung == [])
    queue.withOrder { $0.clock = MonotonicTime(nanoseconds: 10) }
    #expect(rung == [1])
    #expect(poll(1, room: 1) == [2])
  }

  @Test func `nothing to wait for means that only a ring can change anything`() {
    #expect(queue.poll(1, for: WorkerID(1)).askAgain == nil)
  }

  @Test func `a worker that finds work rings the others and not itself`() {
    attach(1, 2)
    queue.put(1)
    #expect(poll(1, room: 3) == [1])
    #expect(poll(2, room: 3) == [])
    queue.taskDone(1, by: WorkerID(1), discovering: [2, 3])
    #expect(rung == [2])
  }

  @Test func `a worker that finds nothing rings nobody`() {
    attach(1, 2)
    queue.put([1, 2])
    #expect(poll(1, room: 1) == [1])
    queue.taskDone(1, by: WorkerID(1))
    #expect(rung == [])
  }

  @Test func `a detached worker is not rung and keeps no ring from others`() {
    attach(1, 2)
    #expect(poll(1, room: 1) == [])
    #expect(poll(2, room: 1) == [])
    queue.detach(WorkerID(2))
    queue.put(1)
    #expect(rung == [1])
  }

  @Test func `a worker without a bell keeps no ring from others`() {
    attach(1)
    #expect(poll(1, room: 1) == [])
    #expect(poll(9, room: 1) == [])
    queue.put(1)
    #expect(rung == [1])
  }

  @Test func `a worker that was refused twice is rung once`() {
    attach(1)
    #expect(poll(1, room: 1) == [])
    #expect(poll(1, room: 1) == [])
    queue.put(1)
    queue.put(2)
    #expect(rung == [1])
  }

  @Test func `closing rings every bell`() {
    attach(1, 2, 3)
    #expect(poll(2, room: 1) == [])
    queue.close()
    #expect(rung.sorted() == [1, 2, 3])
  }
}
