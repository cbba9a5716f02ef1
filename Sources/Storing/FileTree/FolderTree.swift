import Files
import Threads

/// The folders of a ``FileTree``, opened and created on demand and kept open while in use.
///
/// May be used from any thread; folders are opened one at a time.
final class FolderTree: Sendable {
  /// A folder and its path below the root, which is empty for the root itself and otherwise ends
  /// with a slash.
  struct Place: Sendable {
    let folder: Folder
    let path: String
    /// The folder that it is in, and its name there; `nil` for the root.
    let parent: (folder: Folder, name: String)?

    /// Whether it exists, and not where it was opened.
    var wasMoved: Bool {
      parent.map { !$0.folder.holds(folder, as: $0.name) && !folder.isGone } ?? false
    }
  }

  /// The maximum number of open folders: the number of folders of the hash layout, but at most an
  /// eighth of what the process may have open.
  static let openLimit = min(256, max(4, DescriptorLimit.current / 8))

  /// A folder opened for images, with the planned names.
  struct Opened: Sendable {
    let names: [String]
    let place: Place
  }

  private struct State {
    var open: [String: Place] = [:]
    /// The folders by the last keys; images of one folder usually follow each other.
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

  /// Opens a folder and creates its missing components.
  ///
  /// If something other than a folder has the name of a component, such as a file or a symbolic
  /// link, a similar name is used.
  ///
  /// - Parameters:
  ///   - names: the names from the root on.
  ///   - firstSeen: receives the folder and its contents when it is opened for the first time.
  /// - Returns: the open folder.
  /// - Throws: the error that prevented creating or opening it.
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
  ///   - key: a key that is the same for all images with this folder.
  ///   - plan: returns the names from the root on; called if the key is unknown.
  ///   - firstSeen: as for ``open(_:firstSeen:)``.
  /// - Returns: the open folder with the planned names.
  /// - Throws: the error that prevented creating or opening it.
  func open(
    for key: Substring, _ plan: () -> [String], firstSeen: (Place, [String]) -> Void
  ) throws(FileError) -> Opened {
    if let opened = state.withLock({ $0.opened[key] }) { return opened }
    let names = plan()
    let opened = Opened(names: names, place: try open(names, firstSeen: firstSeen))
    // A copy of the key does not keep the whole text alive.
    let ownKey = String(key)[...]
    state.withLock { state in
      if state.opened.count >= Self.openLimit { state.opened.removeAll() }
      state.opened[ownKey] = opened
    }
    return opened
  }

  /// Whether the root was removed; it cannot come back, even if there is another folder of its name.
  var isGone: Bool { root.isGone }

  /// Whether the root still has its place in the output folder.
  func isIn(_ output: Folder) -> Bool { output.holds(root, as: FileTree.folderName) }

  /// An open folder that was moved or replaced; what was stored there since is where it is now.
  ///
  /// Costs two calls of the system for each open folder.
  var movedFolder: String? {
    state.withLock { state in state.open.values.first(where: \.wasMoved)?.path }
  }

  /// Closes the folders that are not in use.
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
      place = Place(folder: root, path: "", parent: nil)
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
      return try enter(exactly: name, from: parent)
    } catch  where error.code == .notAFolder || error.code == .symbolicLink {
      return try enter(exactly: name + "~d", from: parent)
    }
  }

  private func enter(exactly name: String, from parent: Place) throws(FileError) -> Place {
    let folder = try parent.folder.folder(name, creating: true)
    return Place(folder: folder, path: parent.path + name + "/", parent: (parent.folder, name))
  }
}
