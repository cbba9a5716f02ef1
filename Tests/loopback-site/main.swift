import Foundation
import Loopback
import TestSupport
import Threads

/// The command line of the program.
struct Arguments {
  var folder: String?
  var port: UInt16 = 0
  var pace = Pace()
  var printsPort = false
  var mutated: Int?

  static let usage = """
    usage: loopback-site FOLDER [--port N] [--latency MS] [--bandwidth BYTES] [--print-port]
           loopback-site --mutated COUNT [--port N] [--print-port]
    Serves a folder, as its site.json says, on 127.0.0.1 until SIGTERM or SIGINT. Prints its address
    (with --print-port, only the port) on one line. With --mutated it serves a page that leads to so
    many answers with random errors in their heads and chunks.
    """

  init?(_ words: some Sequence<String>) {
    var words = words.makeIterator()
    while let word = words.next() {
      switch word {
      case "--port":
        guard let value = words.next().flatMap(UInt16.init) else { return nil }
        port = value
      case "--latency":
        guard let value = words.next().flatMap(Int.init), value >= 0 else { return nil }
        pace.latency = .milliseconds(value)
      case "--bandwidth":
        guard let value = words.next().flatMap(Int.init), value > 0 else { return nil }
        pace.bandwidth = value
      case "--mutated":
        guard let value = words.next().flatMap(Int.init), value >= 0 else { return nil }
        mutated = value
      case "--print-port":
        printsPort = true
      default:
        guard folder == nil, !word.hasPrefix("-") else { return nil }
        folder = word
      }
    }
    guard (folder == nil) != (mutated == nil) else { return nil }
  }
}

func fail(_ message: String, _ code: Int32) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(code)
}

guard let arguments = Arguments(CommandLine.arguments.dropFirst()) else {
  fail(Arguments.usage, 64)
}

do {
  // Before any other thread is started, so that all of them leave the signals to the watching one.
  _ = try TerminationSignals.watch { _, _ in exit(0) }
  let site =
    try arguments.folder.map {
      try LoopbackSite(folder: URL(filePath: $0), port: arguments.port, pace: arguments.pace)
    }
    ?? LoopbackSite(
      routes: [:], port: arguments.port, pace: arguments.pace,
      otherwise: .mutatedAnswers(arguments.mutated ?? 0))
  let line = arguments.printsPort ? String(site.port) : site.url("/")
  FileHandle.standardOutput.write(Data((line + "\n").utf8))

  while true { pause() }
} catch {
  fail("loopback-site: \(error)", 69)
}
