import Foundation
import TestSupport

/// The built program, which stands beside the bundle of the tests.
enum Magpie {
  /// Where it is.
  static let path: String = {
    let test = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: test ?? CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "magpie").path
  }()

  /// Help is laid out for this width, and no proxy comes between it and a test site.
  static let environment = [
    "COLUMNS": "80", "http_proxy": "", "https_proxy": "", "all_proxy": "", "ALL_PROXY": "",
  ]

  /// Runs it to its end.
  static func run(
    _ arguments: [String], input: String = "", in folder: TemporaryFolder? = nil
  ) throws -> Shell.Outcome {
    try Shell.run(
      path, arguments, input: Data(input.utf8), environment: environment, in: folder?.url)
  }
}

/// The program while it runs.
final class RunningMagpie {
  let folder: TemporaryFolder
  private let process = Process()

  /// Starts it; what it writes goes to files of its folder, its output to `out` there.
  init(_ arguments: [String], in folder: TemporaryFolder? = nil) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    for name in ["stdout", "stderr"] { try folder.write("", to: name) }
    process.executableURL = URL(filePath: Magpie.path)
    process.arguments = arguments + ["-o", folder.path + "/out"]
    process.environment = ProcessInfo.processInfo.environment.merging(Magpie.environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: folder.file("stdout"))
    process.standardError = try FileHandle(forWritingTo: folder.file("stderr"))
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Waits until a site has been asked so many times, not counting files for crawlers; `false` when the program ended before.
  func waitForRequests(_ count: Int, at site: LoopbackSite) -> Bool {
    while site.requestsForContent.count < count {
      guard process.isRunning else { return false }
      sched_yield()
    }
    return true
  }

  /// Waits until a file is there, or the program has ended.
  func wait(for file: URL) {
    while process.isRunning, !FileManager.default.fileExists(atPath: file.path) { sched_yield() }
  }

  /// Waits until the program has a file of this name open; `false` when it ended before.
  func waitUntilOpen(_ name: String) -> Bool {
    let folder = "/proc/\(process.processIdentifier)/fd"
    while process.isRunning {
      for number in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        let target = try? FileManager.default.destinationOfSymbolicLink(
          atPath: folder + "/" + number)
        if target?.hasSuffix("/" + name) == true { return true }
      }
      sched_yield()
    }
    return false
  }

  /// The number of its process.
  var processID: Int32 { process.processIdentifier }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for its end; answers its exit code, or 128 and the number of the signal that ended it.
  func wait() -> Int32 {
    process.waitUntilExit()
    let code = process.terminationStatus
    return process.terminationReason == .uncaughtSignal ? 128 + code : code
  }

  /// What it wrote to its standard output so far.
  var stdout: String { text("stdout") }

  /// What it wrote to its standard error so far.
  var stderr: String { text("stderr") }

  private func text(_ name: String) -> String {
    (try? String(contentsOf: folder.file(name), encoding: .utf8)) ?? ""
  }
}

/// The objects of JSON lines; throws where a line is none.
func objects(_ text: String) throws -> [[String: Any]] {
  try text.split(separator: "\n").map { line in
    guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    else { throw CocoaError(.coderInvalidValue) }
    return object
  }
}
