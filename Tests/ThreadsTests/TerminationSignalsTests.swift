import Foundation
import Glibc
import Testing
import Threads

/// `TerminationSignals`, each in a process of its own.
///
/// A signal for the whole process would go to a thread of the test runner, which was there before
/// the watch and does not block it; so it is sent to the watching thread alone.
struct TerminationSignalsTests {
  @Test(arguments: [
    [SIGINT, SIGINT, SIGTERM], [SIGINT, SIGTERM, SIGINT], [SIGTERM, SIGINT, SIGINT],
    [SIGTERM, SIGTERM, SIGTERM], [SIGHUP, SIGHUP, SIGHUP],
  ])
  func `two signals are told and the third ends the process`(signals: [Int32]) async {
    let result = await #expect(
      processExitsWith: .exitCode(128 + signals[2]), observing: [\.standardErrorContent]
    ) { [signals] in
      // Started by `nohup`, the tests ignore it.
      signal(SIGHUP, SIG_DFL)
      let watcher = try TerminationSignals.watch(
        patience: .seconds(86_400),
        caught: { signal, count in
          try? FileHandle.standardError.write(contentsOf: Data("told of \(signal)\n".utf8))
          try? send(signals[count], to: threadID(of: "signals"))
        },
        ending: { signal in
          try? FileHandle.standardError.write(contentsOf: Data("ends by \(signal)\n".utf8))
        })
      try send(signals[0], to: threadID(of: "signals"))
      watcher.join()
    }
    let words = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      words.contains(
        "told of \(signals[0])\ntold of \(signals[1])\nends by \(signals[2])\n"))
  }

  @Test func `the second signal ends the process when the patience is over`() async {
    await #expect(processExitsWith: .exitCode(143)) {
      let watcher = try TerminationSignals.watch(
        patience: .milliseconds(1),
        caught: { _, count in
          if count == 1 { try? send(SIGTERM, to: threadID(of: "signals")) }
          // What is told never returns.
          while true { sleep(1_000) }
        })
      try send(SIGINT, to: threadID(of: "signals"))
      watcher.join()
    }
  }

  @Test func `a reader that goes away is an error of the write and not of the process`() async {
    await #expect(processExitsWith: .success) {
      _ = try TerminationSignals.watch { _, _ in }
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      close(ends[0])
      #expect(write(ends[1], "x", 1) == -1)
      #expect(errno == EPIPE)
    }
  }
}

/// The kernel's number of the thread with this name, waiting until there is one.
private func threadID(of name: String) throws -> Int32 {
  while true {
    for task in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") {
      let comm = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
      if comm == name + "\n", let number = Int32(task) { return number }
    }
    sched_yield()
  }
}

/// Sends a signal to one thread of this process; the Glibc module has no name for the call.
private func send(_ signal: Int32, to thread: Int32) throws {
  typealias Kill = @convention(c) (pid_t, pid_t, Int32) -> Int32
  let tgkill = unsafeBitCast(try #require(dlsym(nil, "tgkill")), to: Kill.self)
  try #require(tgkill(getpid(), thread, signal) == 0)
}
