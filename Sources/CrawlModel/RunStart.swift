/// What was there when a run began.
public struct RunStart: Sendable, Hashable {
  /// The purpose of the run.
  public var kind: RunKind
  /// The purpose of the run that a `resume` continues; otherwise the same as `kind`.
  public var pass: RunKind
  /// The number of images that were known and wanted.
  public var imagesKnown: Int
  /// The number of those that are in the folder.
  public var imagesHere: Int
  /// The number of images that waited to be requested.
  public var imagesWaiting: Int
  /// The number of images and documents that waited to be requested.
  public var addressesWaiting: Int

  /// Makes a value from its parts; without any it is the start of a first run.
  public init(
    kind: RunKind = .crawl, pass: RunKind? = nil, imagesKnown: Int = 0, imagesHere: Int = 0,
    imagesWaiting: Int = 0, addressesWaiting: Int = 0
  ) {
    self.kind = kind
    self.pass = pass ?? kind
    self.imagesKnown = imagesKnown
    self.imagesHere = imagesHere
    self.imagesWaiting = imagesWaiting
    self.addressesWaiting = addressesWaiting
  }
}
