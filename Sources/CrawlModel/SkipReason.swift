/// Why an address was skipped without an error; the raw value is the fixed word in the manifest.
public enum SkipReason: String, Sendable, Hashable, CaseIterable {
  /// The page is out of scope, or the image is on a host that images are not fetched from.
  case scope
  /// The page is further from a seed than `--depth` allows.
  case depth
  /// The address matches an `--exclude` pattern.
  case excluded
  /// The address matches none of the `--include` patterns.
  case notIncluded = "not-included"
  /// The site's robots.txt disallows it.
  case robots
  /// The image has a format that is not wanted.
  case format
  /// The image is smaller than the minimum width or height.
  case tooSmall = "too-small"
  /// The image exceeds the maximum number of pixels.
  case tooManyPixels = "too-many-pixels"
  /// The image is below the minimum size.
  case tooFewBytes = "too-few-bytes"
  /// The image exceeds the maximum size.
  case tooLarge = "too-large"
  /// The program that runs the crawl did not accept the image.
  case notAccepted = "not-accepted"
  /// The host is on this machine or on a private network.
  case privateAddress = "private-address"
  /// A page link leads to something that is neither a page nor an image.
  case notHTML = "not-html"
  /// Its address suggests that it is not what it would be requested for, and that was true of all
  /// similar addresses before it.
  case byName = "by-name"
  /// A page link leads to an image, which has its own entry among the images.
  case isImage = "is-image"
  /// An image link leads to a page, which has its own entry.
  case isPage = "is-page"
  /// The page offers a larger variant of the image, and only the largest are wanted.
  case variant
  /// The address was a guess, such as a text in a script, and there is no image at it.
  case noImage = "no-image"
  /// It would be stored, but this was a dry run.
  case dryRun = "dry-run"
  /// Its owner does not want it used for machine learning, and opt-outs are obeyed.
  case optOut = "opt-out"
  /// The page belongs to a crawler trap.
  case trap
  /// The maximum number of pages of its host was requested.
  case hostBudget = "host-budget"
  /// Another crawl's folder has its address or its content.
  case known
  /// Another machine of the crawl fetches it.
  case elsewhere
  /// It is a `data:` address in a page, and a limit of the crawl was reached.
  case limit

  /// The reason as readable text.
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
    case .notAccepted: "The program that runs the crawl did not accept it."
    case .privateAddress: "Its host is on this machine or on a private network."
    case .notHTML: "It is neither a page nor an image."
    case .byName: "Addresses like it did not lead to a page or an image."
    case .isImage: "It is an image and is listed among the images."
    case .isPage: "It is a page and is listed among the pages."
    case .noImage: "Its address was a guess, and there is no image at it."
    case .dryRun: "It would be stored, but this was a dry run."
    case .optOut: "Its owner opted out of this use, and opt-outs are obeyed."
    case .trap: "It belongs to a crawler trap, an endless part of the site."
    case .hostBudget: "The maximum number of pages of its host was requested."
    case .known: "Another folder, named with --known, has it already."
    case .elsewhere:
      "It is left to the machines of this crawl; one of them fetches it, perhaps this one in a later run."
    case .limit: "A limit of the crawl was reached before it could be stored."
    case .variant: "The page offers a larger variant of the same image."
    }
  }
}
