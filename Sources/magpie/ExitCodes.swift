import ArgumentParser
import CrawlModel
import Crawling
import Files

/// The exit codes of the program; scripts rely on them.
enum ExitCodes {
  /// Everything discovered was stored, a duplicate, unchanged, or skipped by a rule.
  static let complete: Int32 = 0
  /// Something failed after its retries.
  static let failures: Int32 = 1
  /// A limit stopped the crawl.
  static let limit: Int32 = 3
  /// Wrong usage (`EX_USAGE` of sysexits.h).
  static let usage: Int32 = 64
  /// No seed could be fetched, or the shared frontier or the store cannot be reached (`EX_UNAVAILABLE`).
  static let unavailable: Int32 = 69
  /// The output folder cannot be created or is in use, or the store refuses images (`EX_CANTCREAT`).
  static let cannotCreate: Int32 = 73
  /// The disk is full or failed, or the store failed during a crawl (`EX_IOERR`).
  static let inputOutput: Int32 = 74

  /// Returns the exit code for a finished crawl.
  ///
  /// - Parameters:
  ///   - summary: how the crawl ended.
  ///   - signal: the signal that ended it, if any.
  ///   - failOn: which failures count.
  /// - Returns: the exit code.
  static func code(of summary: CrawlSummary, signal: Int32?, failOn: FailOn) -> Int32 {
    switch summary.ending {
    case .error: summary.lostFrontier ? unavailable : inputOutput
    case .interrupted: 128 + (signal ?? 2)
    case .limit: limit
    case .complete where failOn == .none: complete
    case .complete where !summary.reachedSeed: unavailable
    case .complete where failOn == .seed: summary.failedSeeds > 0 ? failures : complete
    case .complete:
      summary.images.failedInAll + summary.pages.failedInAll > 0 ? failures : complete
    }
  }

  /// Returns the exit code for an error that prevents a crawl from starting.
  static func code(of error: CrawlError) -> Int32 {
    switch error.code {
    case .badSeed, .badSetting: usage
    case .outputFolder, .outputFolderInUse, .store: cannotCreate
    case .disk: inputOutput
    case .frontier, .storeUnreachable: unavailable
    }
  }

  /// Ends the program with a code, or with that of a failure to write all of the output.
  static func end(_ code: Int32) -> Never {
    guard code == complete, let failure = StandardStream.output.failure else {
      ProgramEnd.now(code)
    }
    StandardStreams.writeError("magpie: \(failure)\n")
    ProgramEnd.now(inputOutput)
  }

  /// Ends the program with the message and the exit code of an error.
  static func exit(withError error: any Error) -> Never {
    if let code = error as? ExitCode { end(code.rawValue) }
    if let error = error as? CrawlError {
      StandardStreams.writeError("magpie: \(error.message)\n")
      ProgramEnd.now(code(of: error))
    }
    // Help, or an error of the command line, which quotes the argument.
    let code = Magpie.exitCode(for: error)
    let text = Magpie.fullMessage(for: error)
    if !text.isEmpty {
      code.isSuccess ? StandardStreams.write(text + "\n") : StandardStreams.writeError(text + "\n")
    }
    end(code.rawValue)
  }
}
