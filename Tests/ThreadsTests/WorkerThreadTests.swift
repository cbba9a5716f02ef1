import Foundation
import Glibc
import Testing
import Threads

/// `WorkerThread` and `Processors`.
struct WorkerThreadTests {
  @Test func `join returns after the closure has run`() throws {
    let ran = Monitor(false)
    let thread = try WorkerThread(name: "once") { ran.withLock { $0 = true } }
    thread.join()
    #expect(ran.withLock { $0 })
  }

  @Test func `a second join returns at once`() throws {
    let thread = try WorkerThread(name: "once") {}
    thread.join()
    thread.join()
  }

  @Test func `the closure runs on a thread of its own with its name`() throws {
    let seen = Monitor<(thread: pthread_t, name: String)?>(nil)
    let thread = try WorkerThread(name: "a name longer than 15 bytes") {
      let name = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
      seen.withLock { $0 = (pthread_self(), name ?? "") }
    }
    thread.join()
    let (other, name) = seen.withLock { ($0?.thread, $0?.name) }
    #expect(name == "a name longer t\n")
    #expect(other != nil)
    #expect(other != pthread_self())
  }

  @Test func `a thread that nobody joins runs to its end all the same`() throws {
    let ran = Monitor(false)
    _ = try WorkerThread(name: "forgotten") {
      ran.withLock { $0 = true }
      ran.broadcast()
    }
    ran.wait { $0 ? Decision.finish(()) : .sleep }
  }

  @Test func `the closure goes when the thread has ended`() throws {
    final class Witness: Sendable {}
    weak var witness: Witness?
    do {
      let value = Witness()
      witness = value
      let thread = try WorkerThread(name: "holder") { withExtendedLifetime(value) {} }
      thread.join()
    }
    #expect(witness == nil)
  }

  @Test func `there is a processor to run on`() {
    #expect(Processors.online >= 1)
    #expect(Processors.online <= sysconf(Int32(_SC_NPROCESSORS_CONF)))
  }
}
