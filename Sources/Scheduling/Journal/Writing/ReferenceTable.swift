import CrawlModel
import GRDB
import Statements

/// Writes the places where documents refer to images.
struct ReferenceTable {
  private static let insertion = """
    INSERT INTO reference
      (image, page, source, run, via, via_role, alt, title, caption, heading, link_text, width,
      height, sizes, nofollow, showing, alternative, rights)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private let run: Int
  private let insertReference: LazyStatement

  init(_ db: Database, run: Int) {
    self.run = run
    insertReference = LazyStatement(db, Self.insertion)
  }

  /// Inserts a place; `source` is the document that contains it, if that is not `page`.
  func insert(
    image: RecordNumber, page: RecordNumber, source: RecordNumber?, _ via: Via,
    _ caption: Caption, isNofollow: Bool
  ) throws {
    try insertReference.run { row in
      row.add(image)
      row.add(page)
      row.add(source)
      row.add(run)
      row.add(via.text)
      row.add(via.role.rawValue)
      row.add(caption.alt)
      row.add(caption.title)
      row.add(caption.caption)
      row.add(caption.heading)
      row.add(caption.linkText)
      row.add(caption.width)
      row.add(caption.height)
      row.add(caption.sizes)
      row.add(isNofollow ? 1 : nil)
      row.add(caption.showing?.rawValue)
      row.add(caption.alternative?.rawValue)
      row.add(RightsText.text(of: caption.rights))
    }
  }
}
