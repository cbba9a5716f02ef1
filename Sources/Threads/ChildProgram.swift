import CPlatform
import Glibc

/// Another program, run to its end and not through a shell.
public enum ChildProgram {
  /// How a program ended.
  public enum Ending: Sendable, Hashable {
    /// It ended with this exit code.
    case exited(Int32)
    /// A signal ended it.
    case killed(by: Int32)
    /// It took too long and was ended.
    case timedOut
    /// It could not be started; the system's error number.
    case notStarted(Int32)
  }

  /// Runs a program and waits for its end.
  ///
  /// What it prints goes to standard error.
  ///
  /// - Parameters:
  ///   - arguments: its path, or a name that is looked up in `PATH`, and its arguments.
  ///   - input: the bytes on its standard input.
  ///   - limit: how long it may take.
  ///   - grace: how long it may take to end when it is asked to.
  /// - Returns: how it ended.
  public static func run(
    _ arguments: [String], input: [UInt8], atMost limit: Duration, grace: Duration = .seconds(2)
  ) -> Ending {
    // A file in memory: a program that does not read it holds nothing up.
    let file = magpie_memory_file("input")
    guard file >= 0 else { return .notStarted(errno) }
    defer { close(file) }
    guard write(input, to: file), lseek(file, 0, SEEK_SET) == 0 else { return .notStarted(errno) }
    var process = pid_t()
    let status = start(arguments, input: file, &process)
    guard status == 0 else { return .notStarted(status) }
    return wait(for: process, until: .now + limit, grace)
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func start(
    _ arguments: [String], input: Int32, _ process: inout pid_t
  ) -> Int32 {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_adddup2(&files, input, 0)
    posix_spawn_file_actions_adddup2(&files, 2, 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that this process blocks or ignores work as usual there.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    guard let program = words[0] else { return EINVAL }
    return posix_spawnp(&process, program, &files, &attributes, &words, magpie_environment())
  }

  private static func wait(
    for process: pid_t, until deadline: MonotonicTime, _ grace: Duration
  ) -> Ending {
    let ended = Monitor<Int32?>(nil)
    let waiter: WorkerThread
    do throws(ThreadError) {
      waiter = try WorkerThread(name: "child") {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        ended.withLock { $0 = status }
        ended.broadcast()
      }
    } catch {
      // Without the thread nothing would end a program that takes too long.
      kill(process, SIGKILL)
      while waitpid(process, nil, 0) < 0, Glibc.errno == EINTR {}
      return .notStarted(error.errno)
    }
    defer { waiter.join() }
    func status(until time: MonotonicTime) -> Int32? {
      ended.wait { status in
        if let status { return .finish(status) }
        return MonotonicTime.now >= time ? .finish(nil) : .sleepUntil(time)
      }
    }
    if let status = status(until: deadline) {
      let signal = status & 0x7F
      return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(by: signal)
    }
    kill(process, SIGTERM)
    if status(until: .now + grace) == nil { kill(process, SIGKILL) }
    return .timedOut
  }
}
