import ArgumentParser
import CrawlModel
import Crawling
import Files

/// Runs one crawl for the program: signals, live line, summary, exit code.
struct CrawlSession {
  private(set) var configuration: CrawlConfiguration
  let options: ProgressOptions

  init(_ configuration: CrawlConfiguration, _ options: ProgressOptions) {
    self.configuration = configuration
    self.configuration.removesUnusedFolder = true
    self.options = options
  }

  /// What a signal leaves the user with that ends the program at once.
  private static let lastWords =
    "Ended at once. Nothing that was stored is lost: run the same command to resume.\n"

  /// Runs the crawl and ends the program with its exit code.
  ///
  /// - Parameter codeIfComplete: the exit code if the crawl itself had no failure.
  /// - Throws: the exit code, or `CrawlError` if the crawl cannot start.
  func run(codeIfComplete: Int32 = ExitCodes.complete) throws {
    if let metrics = options.metrics { try CrawlSummary.checkMetrics(path: metrics) }
    let signals = try CrawlSignals {
      let wipe = StandardStream.error.isTerminal ? "\r\u{1B}[2K" : ""
      StandardStream.error.writeAtOnce(wipe + Self.lastWords)
    }
    let line = LiveLine(options)
    let list = DryRunText.list(configuration, options, line)
    let crawl = try Crawl(configuration, observers: observers(line) + (list.map { [$0] } ?? []))
    let page = try livePage(of: crawl)
    signals.end(crawl)
    line?.start { crawl.progress }
    let summary: CrawlSummary
    do throws(CrawlError) {
      summary = try crawl.run()
    } catch {
      line?.end()
      page?.stop()
      throw error
    }
    line?.end()
    page?.stop()
    if options.quiet {
      StandardStreams.write(
        SummaryText.errors(of: summary, output: configuration.output), to: .error)
    } else {
      let lines =
        list.map { DryRunText.lines(of: summary, $0.sum) }
        ?? SummaryText.lines(of: summary, output: configuration.output)
      // With events on standard output, the summary must not be mixed with them.
      StandardStreams.write(lines, to: options.events ? .error : .output)
    }
    let hasMetrics = writeMetrics(of: summary)
    options.onEnd?.run(after: summary)
    var code = ExitCodes.code(of: summary, signal: signals.signal, failOn: options.failOn)
    if code == ExitCodes.complete, options.failOn != .none { code = codeIfComplete }
    if code == ExitCodes.complete, !hasMetrics { code = ExitCodes.inputOutput }
    throw ExitCode(code)
  }

  /// Starts the page of `--serve`, if it is wanted, and says where it is.
  private func livePage(of crawl: Crawl) throws -> LivePage? {
    guard options.serve || options.servePort != nil else { return nil }
    guard !configuration.isDryRun else {
      throw ValidationError("--dry-run and --serve cannot be used together: nothing is stored.")
    }
    let page = try LivePage(of: configuration.output, port: options.servePort, crawl: crawl)
    StandardStreams.writeError(
      options.logFormat == .json
        ? "{\"event\":\"page\",\"url\":\"\(page.address)\"}\n"
        : "The crawl is shown at \(page.address) while it runs.\n")
    return page
  }

  /// Writes the metrics if they are wanted; if that fails, says so on standard error and returns `false`.
  private func writeMetrics(of summary: CrawlSummary) -> Bool {
    guard let path = options.metrics else { return true }
    do throws(CrawlError) {
      try summary.writeMetrics(to: path, crawl: configuration.output)
      return true
    } catch {
      StandardStreams.writeError("magpie: The metrics were not written. \(error.message)\n")
      return false
    }
  }

  private func observers(_ line: LiveLine?) -> [any CrawlObserver] {
    var observers: [any CrawlObserver] = []
    if options.events {
      observers.append(Crawl.eventLog(json: true) { StandardStream.output.write($0.span) })
    }
    guard !options.quiet else { return observers }
    let write: @Sendable ([UInt8]) -> Void = { bytes in
      guard let line else { return StandardStream.error.write(bytes.span) }
      line.write(bytes)
    }
    let log = Crawl.eventLog(json: options.logFormat == .json, write: write)
    if options.verbose { observers.append(log) }
    switch options.logFormat {
    case .text: observers.append(CrawlNotice(write: write))
    // A log of all addresses has these events too.
    case .json: if !options.verbose { observers.append(CrawlNotice(log)) }
    }
    return observers
  }
}
