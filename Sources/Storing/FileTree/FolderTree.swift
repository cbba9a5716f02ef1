import Files
import Threads

/// The folders of a ``FileTree``, opened and made as they are needed and kept open while they are
/// in use.
///
/// May be used from any thread; one folder is opened at a time.
final class FolderTree: Sendable {
  /// A folder and its path below the root, which is empty for the root itself and otherwise ends
  /// with a slash.
  struct Place: Sendable {
    let folder: Folder
    let path: String
  }

  /// The most folders kept open; as many as the layout by hash has.
  static let openLimit = 256

  /// A folder that was opened for images, and the names that were wanted for it.
  struct Opened: Sendable {
    let names: [String]
    let place: Place
  }

  private struct State {
    var open: [String: Place] = [:]
    /// The folders of the images that had a key last; those of one folder come one behind the other.
    var opened: [Substring: Opened] = [:]
    var listed: Set<Int> = []

    mutating func close() {
      open.removeAll()
      opened.removeAll()
    }
  }

  private let root: Folder
  private let state = Monitor(State())

  init(root: Folder) { self.root = root }

  /// Opens a folder and makes what is missing of it.
  ///
  /// Where something else than a folder has the name of one, be it a file or a symbolic link, a
  /// folder of a similar name is taken.
  ///
  /// - Parameters:
  ///   - names: The names from the root on.
  ///   - firstSeen: Gets the folder and what it holds when it is opened for the first time.
  /// - Returns: The open folder.
  /// - Throws: What kept it from being made or opened.
  func open(
    _ names: [String], firstSeen: (Place, [String]) -> Void
  ) throws(FileError) -> Place {
    try state.withLock { state throws(FileError) in
      do throws(FileError) {
        return try open(names[...], &state, firstSeen)
      } catch  where error.code == .tooManyOpenFiles {
        state.close()
        return try open(names[...], &state, firstSeen)
      }
    }
  }

  /// Opens the folder of an image.
  ///
  /// - Parameters:
  ///   - key: what all images have in common that get this folder.
  ///   - plan: the names from the root on; asked for where the key is not known.
  ///   - firstSeen: as for ``open(_:firstSeen:)``.
  /// - Returns: the open folder, with the names that were planned.
  /// - Throws: what kept it from being made or opened.
  func open(
    for key: Substring, _ plan: () -> [String], firstSeen: (Place, [String]) -> Void
  ) throws(FileError) -> Opened {
    if let opened = state.withLock({ $0.opened[key] }) { return opened }
    let names = plan()
    let opened = Opened(names: names, place: try open(names, firstSeen: firstSeen))
    // A key of its own does not keep the text alive of which it is a part.
    let ownKey = String(key)[...]
    state.withLock { state in
      if state.opened.count >= Self.openLimit { state.opened.removeAll() }
      state.opened[ownKey] = opened
    }
    return opened
  }

  /// Closes the folders that nobody is using.
  func closeAll() { state.withLock { $0.close() } }

  private func open(
    _ names: ArraySlice<String>, _ state: inout State, _ firstSeen: (Place, [String]) -> Void
  ) throws(FileError) -> Place {
    let key = names.joined(separator: "/")
    if let place = state.open[key] { return place }
    let place: Place
    if let name = names.last {
      place = try enter(name, from: try open(names.dropLast(), &state, firstSeen))
    } else {
      place = Place(folder: root, path: "")
    }
    if state.listed.insert(place.path.nameKey).inserted {
      firstSeen(place, try place.folder.names())
    }
    if state.open.count > Self.openLimit { state.close() }
    state.open[key] = place
    return place
  }

  private func enter(_ name: String, from parent: Place) throws(FileError) -> Place {
    do {
      let folder = try parent.folder.folder(name, creating: true)
      return Place(folder: folder, path: parent.path + name + "/")
    } catch  where error.code == .notAFolder || error.code == .symbolicLink {
      let other = name + "~d"
      let folder = try parent.folder.folder(other, creating: true)
      return Place(folder: folder, path: parent.path + other + "/")
    }
  }
}
