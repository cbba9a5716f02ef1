import Testing
import Threads

/// `WorkQueue.poll` and the wakers of workers that sleep elsewhere.
struct WorkQueueWakingTests {
  private let queue = WorkQueue(TimedOrder())
  private let wakes = Monitor<[Int]>([])

  /// Attaches workers whose wakes are noted.
  private func attach(_ numbers: Int...) {
    for number in numbers {
      queue.attach(WorkerID(number)) { [wakes] in wakes.withLock { $0.append(number) } }
    }
  }

  private func poll(_ number: Int, room: Int) -> [Int] {
    queue.poll(room, for: WorkerID(number)).items
  }

  /// Who was woken since the last question.
  private var woken: [Int] {
    wakes.withLock { wakes in
      defer { wakes = [] }
      return wakes
    }
  }

  @Test func `poll hands out what there is room for`() {
    queue.put([1, 2, 3])
    #expect(poll(0, room: 2) == [1, 2])
    #expect(poll(0, room: 2) == [3])
    #expect(poll(0, room: 2) == [])
  }

  @Test func `a worker that was refused is woken when work comes`() {
    attach(1)
    #expect(poll(1, room: 4) == [])
    #expect(woken == [])
    queue.put(5)
    #expect(woken == [1])
    #expect(poll(1, room: 4) == [5])
  }

  @Test func `a worker that got less than it had room for is woken when more comes`() {
    attach(1)
    queue.put(5)
    #expect(poll(1, room: 4) == [5])
    queue.put(6)
    #expect(woken == [1])
  }

  @Test func `a worker that was not refused is left in peace`() {
    attach(1)
    queue.put([1, 2])
    #expect(poll(1, room: 1) == [1])
    queue.put(3)
    #expect(woken == [])
  }

  @Test func `a full worker wakes the next`() {
    attach(1, 2, 3)
    for number in 1...3 { #expect(poll(number, room: 1) == []) }
    queue.put([10, 20, 30])
    var taken: [Int] = []
    var order: [Int] = []
    for _ in 1...3 {
      let now = woken
      #expect(now.count == 1, "one at a time, each by the one before")
      order += now
      for number in now { taken += poll(number, room: 1) }
    }
    #expect(taken == [10, 20, 30])
    #expect(order.sorted() == [1, 2, 3])
    #expect(woken == [])
  }

  @Test func `a woken worker without room wakes the next too`() {
    attach(1, 2)
    #expect(poll(1, room: 1) == [])
    #expect(poll(2, room: 1) == [])
    queue.put(7)
    let first = woken
    #expect(first.count == 1)
    for number in first { #expect(poll(number, room: 0) == []) }
    #expect(woken == first.map { 3 - $0 })
  }

  @Test func `work whose time has not come wakes nobody until it has`() {
    attach(1)
    queue.put(1)
    #expect(poll(1, room: 1) == [1])
    queue.putBack(1, as: 2, notBefore: MonotonicTime(nanoseconds: 10))
    let polled = queue.poll(1, for: WorkerID(1))
    #expect(polled.items == [])
    #expect(polled.pollAgain == TimedOrder.muchLater)
    #expect(woken == [])
    queue.withOrder { $0.clock = MonotonicTime(nanoseconds: 10) }
    #expect(woken == [1])
    #expect(poll(1, room: 1) == [2])
  }

  @Test func `nothing to wait for means that only a wake can change anything`() {
    #expect(queue.poll(1, for: WorkerID(1)).pollAgain == nil)
  }

  @Test func `a worker that finds work wakes the others and not itself`() {
    attach(1, 2)
    queue.put(1)
    #expect(poll(1, room: 3) == [1])
    #expect(poll(2, room: 3) == [])
    #expect(poll(1, room: 3) == [])
    queue.withOrder(for: WorkerID(1), wakesOthers: false) { _ in }
    queue.taskDone(1, discovering: [2, 3])
    #expect(woken == [2])
  }

  @Test func `a worker that finds nothing wakes nobody`() {
    attach(1, 2)
    queue.put([1, 2])
    #expect(poll(1, room: 1) == [1])
    queue.taskDone(1)
    #expect(woken == [])
  }

  @Test func `a detached worker is not woken and takes no wake from others`() {
    attach(1, 2)
    #expect(poll(1, room: 1) == [])
    #expect(poll(2, room: 1) == [])
    queue.detach(WorkerID(2))
    queue.put(1)
    #expect(woken == [1])
  }

  @Test func `a worker without a waker takes no wake from others`() {
    attach(1)
    #expect(poll(1, room: 1) == [])
    #expect(poll(9, room: 1) == [])
    queue.put(1)
    #expect(woken == [1])
  }

  @Test func `a worker that was refused twice is woken once`() {
    attach(1)
    #expect(poll(1, room: 1) == [])
    #expect(poll(1, room: 1) == [])
    queue.put(1)
    queue.put(2)
    #expect(woken == [1])
  }

  @Test func `closing calls every waker`() {
    attach(1, 2, 3)
    #expect(poll(2, room: 1) == [])
    queue.close()
    #expect(woken.sorted() == [1, 2, 3])
  }
}
