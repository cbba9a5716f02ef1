/// Why an address was left alone although nothing went wrong; the raw value is the fixed word of
/// the manifest.
public enum SkipReason: String, Sendable, Hashable, CaseIterable {
  /// The page lies outside the scope, or the image at a host images are not taken from.
  case scope
  /// The page is further from a seed than `--depth` allows.
  case depth
  /// The address matches an `--exclude` pattern.
  case excluded
  /// The address matches none of the `--include` patterns.
  case notIncluded = "not-included"
  /// The site's robots.txt does not allow to fetch it.
  case robots
  /// The content is an image of a format that is not wanted.
  case format
  /// The image is narrower or lower than wanted.
  case tooSmall = "too-small"
  /// The image has more pixels than wanted.
  case tooManyPixels = "too-many-pixels"
  /// The image has fewer bytes than wanted.
  case tooFewBytes = "too-few-bytes"
  /// The image has more bytes than wanted.
  case tooLarge = "too-large"
  /// The host is on this machine or on a private network.
  case privateAddress = "private-address"
  /// A page link leads to something that is neither a page nor an image.
  case notHTML = "not-html"
  /// A page link leads to an image, which has a line of its own among the images.
  case isImage = "is-image"
  /// A link to an image by its name leads to a page, which has a line of its own.
  case isPage = "is-page"
  /// The page offers a larger variant of the image, and only the largest are wanted.
  case variant
  /// The address stands in a script, and there is no image at it.
  case noImage = "no-image"
  /// It would be stored, but this was a dry run.
  case dryRun = "dry-run"
  /// Its owner does not want it used for machine learning, and opt-outs are obeyed.
  case optOut = "opt-out"
  /// The page belongs to a part of the site that has no end.
  case trap
  /// The maximum number of pages of its host was requested.
  case hostBudget = "host-budget"
  /// It stands in a page itself, as a `data:` address, and a limit of the crawl left it no room.
  case limit

  /// The reason in words for a person.
  public var sentence: String {
    switch self {
    case .scope: "It lies outside the scope of this crawl."
    case .depth: "It is further from a seed than the depth allows."
    case .excluded: "Its address matches an exclude pattern."
    case .notIncluded: "Its address matches none of the include patterns."
    case .robots: "The robots.txt of its host does not allow it to be fetched."
    case .format: "Its image format is not among the wanted ones."
    case .tooSmall: "The image is narrower or lower than the smallest wanted size."
    case .tooManyPixels: "The image has more pixels than wanted."
    case .tooFewBytes: "The image has fewer bytes than wanted."
    case .tooLarge: "The image has more bytes than wanted."
    case .privateAddress: "Its host is on this machine or on a private network."
    case .notHTML: "It is neither a page nor an image."
    case .isImage: "It is an image and is listed among the images."
    case .isPage: "It is a page and is listed among the pages."
    case .noImage: "Its address was found in a script, and there is no image at it."
    case .dryRun: "It would be stored, but this was a dry run."
    case .optOut: "Its owner opted out of this use, and opt-outs are obeyed."
    case .trap: "It belongs to a crawler trap, an endless part of the site."
    case .hostBudget: "The maximum number of pages of its host was requested."
    case .limit: "A limit of the crawl was reached before it could be stored."
    case .variant: "The page offers a larger variant of the same image."
    }
  }
}
