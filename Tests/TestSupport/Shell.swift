public import Foundation

/// Running programs.
public enum Shell {
  /// The result of a program.
  public struct Outcome: Sendable {
    /// The exit code; for a program ended by a signal, 128 plus the signal's number.
    public let status: Int32
    /// All it wrote to standard output.
    public let standardOutput: Data
    /// All it wrote to standard error.
    public let standardError: Data

    /// Standard output as text.
    public var stdout: String { String(decoding: standardOutput, as: UTF8.self) }
    /// Standard error as text.
    public var stderr: String { String(decoding: standardError, as: UTF8.self) }
  }

  /// Why a program could not be run.
  public struct NotFound: Error, CustomStringConvertible {
    /// The program that is not in `PATH`.
    public let program: String
    /// The error message.
    public var description: String { "there is no program \(program) in PATH" }
  }

  /// Returns the path of a program: itself if it has a slash, else looked up in `PATH` and in
  /// `/usr/sbin`, where Debian installs servers; `nil` if there is none.
  public static func path(of program: String) -> String? {
    guard !program.contains("/") else { return program }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    for folder in (path + ":/usr/sbin").split(separator: ":") {
      let candidate = "\(folder)/\(program)"
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    return nil
  }

  /// Runs a program to its end and collects its output.
  ///
  /// - Parameters:
  ///   - program: a name to look up in `PATH`, or a path.
  ///   - arguments: its arguments, not interpreted by a shell.
  ///   - input: its standard input.
  ///   - environment: variables set in addition to those of the test.
  ///   - folder: its working folder.
  /// - Returns: its exit code and output.
  /// - Throws: ``NotFound``, or Foundation's error if the program cannot be started.
  public static func run(
    _ program: String, _ arguments: [String] = [], input: Data = Data(),
    environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Outcome {
    guard let path = path(of: program) else { throw NotFound(program: program) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = folder }
    let (entrance, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = entrance
    process.standardOutput = output
    process.standardError = errors
    try process.start()

    // Each pipe has its own thread, so that none fills up while another one is read.
    let group = DispatchGroup()
    let written = Drain(output.fileHandleForReading, in: group)
    let complained = Drain(errors.fileHandleForReading, in: group)
    if !input.isEmpty { try? entrance.fileHandleForWriting.write(contentsOf: input) }
    try? entrance.fileHandleForWriting.close()
    group.wait()
    process.waitUntilExit()
    let code = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .uncaughtSignal ? 128 + code : code,
      standardOutput: written.data, standardError: complained.data)
  }
}

/// Reads a pipe to its end on a thread of its own.
///
/// The data is written once, by that thread, before it leaves the group, and read only after
/// waiting for the group; so sharing it is safe although the compiler cannot check it.
private final class Drain: @unchecked Sendable {
  private(set) var data = Data()

  init(_ handle: FileHandle, in group: DispatchGroup) {
    group.enter()
    Thread { [self] in
      data = (try? handle.readToEnd()) ?? Data()
      group.leave()
    }.start()
  }
}
