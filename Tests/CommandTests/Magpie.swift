import Foundation
import TestSupport

/// The built program, which is in the same folder as the test bundle.
enum Magpie {
  /// Its path.
  static let path: String = {
    let test = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: test ?? CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "magpie").path
  }()

  /// Help is formatted for this width, and no proxy is used for test sites.
  static let environment = [
    "COLUMNS": "80", "http_proxy": "", "https_proxy": "", "all_proxy": "", "ALL_PROXY": "",
  ]

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], input: String = "", in folder: TemporaryFolder? = nil,
    environment variables: [String: String] = [:]
  ) throws -> Shell.Outcome {
    try Shell.run(
      path, arguments, input: Data(input.utf8),
      environment: environment.merging(variables) { $1 }, in: folder?.url)
  }
}

/// A running program.
final class RunningMagpie {
  let folder: TemporaryFolder
  private let process = Process()

  /// Starts it; its output goes to files of its folder, standard output to `out`.
  init(
    _ arguments: [String], in folder: TemporaryFolder? = nil, hasOutput: Bool = true,
    environment variables: [String: String] = [:]
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    for name in ["stdout", "stderr"] { try folder.write("", to: name) }
    process.executableURL = URL(filePath: Magpie.path)
    process.arguments = arguments + (hasOutput ? ["-o", folder.path + "/out"] : [])
    process.environment = ProcessInfo.processInfo.environment.merging(Magpie.environment) { $1 }
      .merging(variables) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: folder.file("stdout"))
    process.standardError = try FileHandle(forWritingTo: folder.file("stderr"))
    try process.start()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Waits until a site has received this many requests, without those for robots.txt and the like;
  /// returns `false` if the program ended before.
  func waitForRequests(_ count: Int, at site: LoopbackSite) -> Bool {
    while site.requestsForContent.count < count {
      guard process.isRunning else { return false }
      sched_yield()
    }
    return true
  }

  /// Waits until a site has received a request for each of these targets; returns `false` if the
  /// program ended before.
  ///
  /// A number of requests does not say which: a sitemap may be requested before an image.
  func waitForRequests(of targets: String..., at site: LoopbackSite) -> Bool {
    for target in targets {
      while site.requests(for: target).isEmpty {
        guard process.isRunning else { return false }
        sched_yield()
      }
    }
    return true
  }

  /// Waits until a file exists, or the program has ended.
  func wait(for file: URL) {
    while process.isRunning, !FileManager.default.fileExists(atPath: file.path) { sched_yield() }
  }

  /// Waits until the program has a file with this name open; returns `false` if it ended before.
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

  /// Waits until standard error has a text; returns `false` if the program ended without it.
  func waitForText(_ text: String) -> Bool {
    while !stderr.contains(text) {
      guard process.isRunning else { return stderr.contains(text) }
      sched_yield()
    }
    return true
  }

  /// Waits until an image of this name is in the folder; returns `false` if the program ended before.
  func waitUntilStored(_ name: String) -> Bool {
    while process.isRunning {
      if let files = try? folder.contents(), files.contains(where: { $0.hasSuffix("/" + name) }) {
        return true
      }
      sched_yield()
    }
    return false
  }

  /// Waits until it has ended, although programs that it started may go on; `wait` waits for those too,
  /// since they inherit the descriptor by which Foundation notices an end.
  func waitUntilEnded() {
    while let text = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8) {
      // The state is behind the name, which is in parentheses.
      if text.split(separator: ")").last?.hasPrefix(" Z") == true { return }
      sched_yield()
    }
  }

  /// Whether it has not ended.
  var isRunning: Bool { process.isRunning }

  /// Its process id.
  var processID: Int32 { process.processIdentifier }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for its end; returns its exit code, or 128 plus the number of the signal that ended it.
  func wait() -> Int32 {
    process.waitUntilExit()
    let code = process.terminationStatus
    return process.terminationReason == .uncaughtSignal ? 128 + code : code
  }

  /// Its standard output so far.
  var stdout: String { text("stdout") }

  /// Its standard error so far.
  var stderr: String { text("stderr") }

  private func text(_ name: String) -> String {
    (try? String(contentsOf: folder.file(name), encoding: .utf8)) ?? ""
  }
}

/// Parses the objects of JSON lines; throws if a line is not an object.
func objects(_ text: String) throws -> [[String: Any]] {
  try text.split(separator: "\n").map { line in
    guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    else { throw CocoaError(.coderInvalidValue) }
    return object
  }
}
