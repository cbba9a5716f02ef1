import CrawlModel

extension Findings {
  /// Returns the findings as they are recorded: a guess at an image that was wrong did not fail, and
  /// of a probe that found nothing there is nothing to record.
  func recorded(of job: Job) -> Findings {
    var findings = self
    if job.isInScript, outcome.isNoImage { findings.outcome = .skipped(.noImage) }
    // The host may be one that the crawl would not have contacted otherwise, and may be gone.
    if job.isMaybeFullSize, case .failed(let reason) = outcome, !reason.isOfContent {
      findings.outcome = .skipped(.noImage)
      findings.note = note ?? reason.sentence
    }
    if job.isProbe, !outcome.isFinding { findings.outcome = .aside }
    return findings
  }
}

extension Job {
  /// Whether it is an image whose address was found in the text of a script and may be no image.
  fileprivate var isInScript: Bool { kind == .image && via?.role == .script }

  /// Whether it is expected to be an image only because the link is around one.
  fileprivate var isMaybeFullSize: Bool { kind == .image && via?.role == .fullSize }
}

extension FailureReason {
  /// Whether there is an image, although it could not be stored.
  fileprivate var isOfContent: Bool {
    switch self {
    case .truncated, .damagedImage, .disk, .internal: true
    default: false
    }
  }
}

extension Outcome {
  /// Whether the address has no content, or content that is not an image.
  fileprivate var isNoImage: Bool {
    switch self {
    case .failed(.httpError), .failed(.notAnImage), .failed(.empty), .failed(.badRedirect): true
    default: false
    }
  }

  /// Whether a probe found something, even if incomplete.
  fileprivate var isFinding: Bool {
    switch self {
    case .fetched, .redirected, .unchanged, .failed(.decoding), .failed(.pageTooLarge): true
    case .stored, .duplicate, .gone: true
    // The rules for images are applied to what is one.
    case .skipped(.format), .skipped(.tooSmall), .skipped(.tooManyPixels), .skipped(.tooFewBytes),
      .skipped(.tooLarge), .skipped(.notAccepted), .skipped(.dryRun):
      true
    default: false
    }
  }
}
