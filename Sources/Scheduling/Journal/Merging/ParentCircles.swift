import GRDB
import Statements

/// Circles of addresses of which each was found in the next one.
///
/// Nodes find the pages of a site in different orders, so two of them may have found two pages in each
/// other; the folder of the node that knows another way to them may be missing. A damaged journal may
/// have an address that was found in itself.
enum ParentCircles {
  /// Forgets for one address of each circle where it was found.
  ///
  /// - Complexity: O(*addresses*) time, and up to 13 bytes for each address.
  static func cut(_ db: Database) throws {
    let count = try db.number("SELECT max(id) FROM address") ?? 0
    var parents = [Int32](repeating: 0, count: count + 1)
    let select = "SELECT id, parent FROM address WHERE parent IS NOT NULL"
    try QuickStatement(db, select).forEachRow { _ in
    } _: { row in
      let address = try row.known(0, in: 1...count)
      let parent = try row.known(1, in: 1...count)
      parents[address] = Int32(parent)
    }
    let forget = try QuickStatement(db, "UPDATE address SET parent = NULL WHERE id = ?")
    var isMet = [Bool](repeating: false, count: count + 1)
    isMet[0] = true
    for start in isMet.indices where !isMet[start] {
      var way: [Int] = []
      var next = start
      while !isMet[next] {
        isMet[next] = true
        way.append(next)
        next = Int(parents[next])
      }
      // What was met on an earlier way is on no circle any more.
      if way.contains(next) { try forget.run { $0.add(next) } }
    }
  }
}
