import Glibc

/// Has images decoded by another process, see ``DecoderService``.
///
/// If the process crashes, hangs or runs out of memory over an image, that image has no hashes, and the
/// next one is given to a new process. Use it from one thread at a time.
public final class DecoderProcess {
  /// The largest file that is decoded, in bytes.
  public static let mostBytes = 256 << 20

  /// Why an image has no hashes.
  public enum Fault: Error, Sendable, Hashable {
    /// The decoder says so.
    case refused(Luma.Fault)
    /// The process ended while it had the image.
    case crashed
    /// It took too long.
    case timedOut
  }

  /// Why no image can be decoded.
  public struct Unavailable: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public let description: String
  }

  private let command: [String]
  private let patience: Int
  /// The process, while there is one.
  private(set) var processID: pid_t = 0
  private var socket: Int32 = -1

  /// Prepares a process; it is started with the first image.
  ///
  /// - Parameters:
  ///   - command: the program that calls ``DecoderService/run()``, and its arguments.
  ///   - milliseconds: how long one image may take.
  public init(_ command: [String], patience milliseconds: Int = 60_000) {
    self.command = command
    patience = milliseconds
  }

  deinit { end() }

  /// Returns the hashes of an image.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - format: its format.
  /// - Throws: ``Unavailable`` if there is no process that decodes.
  /// - Returns: the hashes, or why there are none.
  public func hashes(
    of bytes: [UInt8], as format: Luma.Format
  ) throws(Unavailable) -> Result<ImageHashes, Fault> {
    guard bytes.count <= Self.mostBytes else { return .failure(.refused(.tooLarge)) }
    if socket < 0, !(try start()) { return .failure(.crashed) }
    let deadline = Self.now + patience
    var answer: [UInt8] = []
    do throws(Fault) {
      try send(DecoderMessage.head(format, count: bytes.count), until: deadline)
      try send(bytes, until: deadline)
      answer = try receive(DecoderMessage.answerBytes, until: deadline)
    } catch {
      end()
      return .failure(error)
    }
    guard let result = DecoderMessage.result(answer) else {
      end()
      return .failure(.crashed)
    }
    return result.mapError { .refused($0) }
  }

  /// Ends the process.
  public func end() {
    guard socket >= 0 else { return }
    kill(processID, SIGKILL)
    _ = reap()
  }

  /// Waits for the end of the process; returns whether a signal ended it.
  private func reap() -> Bool {
    close(socket)
    socket = -1
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F != 0
  }

  // MARK: The process

  /// Starts the process; returns `false` if a signal ended it before it was ready.
  private func start() throws(Unavailable) -> Bool {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw Unavailable(description: "No socket can be made: \(String(cString: strerror(errno))).")
    }
    let status = spawn(at: ends[1])
    // Otherwise an end of the process would not be noticed.
    close(ends[1])
    guard status == 0 else {
      close(ends[0])
      throw Unavailable(
        description:
          "\(command.first ?? "") cannot be started: \(String(cString: strerror(status)))"
          + (status == EAGAIN ? "; raise the limit of processes with ulimit -u." : "."))
    }
    socket = ends[0]
    do throws(Fault) {
      let answer = try receive(1, until: Self.now + patience)
      if answer == [DecoderMessage.ready] { return true }
    } catch {
      // Its end of the socket is closed. If it cannot be confined, it ends by itself.
      if error == .crashed, reap() { return false }
    }
    end()
    throw Unavailable(
      description: "The process that decodes images could not be confined on this system.")
  }

  private func spawn(at end: Int32) -> Int32 {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_adddup2(&files, end, 0)
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    // Nothing of the environment, except where the libraries are.
    let libraries = getenv("LD_LIBRARY_PATH").map { "LD_LIBRARY_PATH=" + String(cString: $0) }
    var environment: [UnsafeMutablePointer<CChar>?] = [libraries].map { $0.flatMap { strdup($0) } }
    environment.append(nil)
    defer { for word in words + environment { free(word) } }
    guard let program = words.first ?? nil else { return EINVAL }
    return posix_spawnp(&processID, program, &files, nil, &words, &environment)
  }

  // MARK: The socket

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  private func wait(for events: Int32, until deadline: Int) throws(Fault) {
    while true {
      let left = deadline - Self.now
      guard left > 0 else { throw .timedOut }
      var watched = pollfd(fd: socket, events: Int16(events), revents: 0)
      let count = poll(&watched, 1, Int32(clamping: left))
      if count > 0 { return }
      guard count == 0 || errno == EINTR else { throw .crashed }
    }
  }

  private func send(_ bytes: [UInt8], until deadline: Int) throws(Fault) {
    let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(socket, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, flags)
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN {
        try wait(for: POLLOUT, until: deadline)
      } else if errno != EINTR {
        throw .crashed
      }
    }
  }

  private func receive(_ count: Int, until deadline: Int) throws(Fault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var received = 0
    while received < count {
      try wait(for: POLLIN, until: deadline)
      let number = bytes.withUnsafeMutableBytes { buffer in
        recv(
          socket, buffer.baseAddress.map { $0 + received }, count - received,
          Int32(MSG_DONTWAIT))
      }
      if number > 0 {
        received += number
      } else if number == 0 || (errno != EAGAIN && errno != EINTR) {
        throw .crashed
      }
    }
    return bytes
  }
}
