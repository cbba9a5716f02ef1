/// How long the texts of a journal can be, in bytes of UTF-8.
///
/// The folder of a crawl may come from someone else. A longer text is damage, and is not loaded.
enum JournalLength {
  /// A text, and all texts of a row together.
  ///
  /// The longest are the opt-outs of a document: ``ImageOptOuts/listed`` of them, each with an address of at
  /// most 65,536 bytes, make 2.2 MB. An address is the next, with 65,536 bytes.
  static let row = 4 << 20

  /// The path of a file: that of an address as long as any, with the name of its host.
  static let path = 128 << 10

  /// A setting of the user, and all of them together.
  ///
  /// The longest are the seeds: Linux takes a command line of at most 6 MiB (execve(2)), of which each
  /// byte can be three in an address.
  static let settings = 20 << 20

  /// All texts of the records in memory at a time, after which no other is read.
  static let chunk = 8 << 20

  /// The texts of all places of an image: 1,000 places with 20 kB each.
  static let places = 24 << 20
}
