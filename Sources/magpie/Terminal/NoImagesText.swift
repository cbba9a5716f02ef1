import CrawlModel
import Crawling

/// Why a crawl has no images.
enum NoImagesText {
  /// Returns the explanation; empty if there are images, or if it was not the end of the crawl.
  static func lines(_ summary: CrawlSummary) -> [String] {
    let images = summary.images
    guard summary.ending == .complete, summary.reachedSeed, !summary.hasImages,
      images.failedInAll == 0, images.gone == 0
    else { return [] }
    var skipped = images.skipped
    skipped[.dryRun] = nil
    if !skipped.isEmpty {
      return [
        "\(Readable.count(images.skippedInAll, "image was", "images were")) found, and "
          + "\(images.skippedInAll == 1 ? "it was" : "all were") skipped:"
      ]
        + skipped.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        .map { reason, number in
          "  \(Readable.number(number))  \(reason.rawValue)"
            + (option(for: reason).map { " (\($0))" } ?? "")
        }
    }
    let pages = summary.pages.taken + summary.pages.unchanged
    let scripted = summary.pagesFilledByScripts
    guard scripted == 0 else {
      let which =
        pages == 1 ? "The page has" : "\(Readable.number(scripted)) of \(pages) pages have"
      return [
        "\(which) almost no content without scripts, which Magpie does not run.",
        "Give a sitemap or a feed of the site, or a list of its images: magpie fetch LIST",
      ]
    }
    return [
      pages == 1
        ? "The page that was read has no image."
        : "None of the \(Readable.number(pages)) pages that were read has an image."
    ]
  }

  /// The option that keeps such images out or lets them in.
  private static func option(for reason: SkipReason) -> String? {
    switch reason {
    case .scope: "--images"
    case .excluded: "--exclude-image"
    case .notIncluded: "--include-image"
    case .robots: "--no-robots if the site is your own"
    case .format: "--formats"
    case .tooSmall: "--min-width, --min-height"
    case .tooManyPixels: "--max-pixels"
    case .tooFewBytes: "--min-bytes"
    case .tooLarge: "--max-bytes"
    case .privateAddress: "--allow-private"
    case .optOut: "--opt-outs"
    default: nil
    }
  }
}
