import Addressing
public import Bytes
public import CrawlModel
public import Files
import Synchronization
import Threads

/// A store that keeps each image as a file below `images`.
///
/// The same bytes are stored once. An existing file is never changed: if it has the bytes to be
/// stored it is used, otherwise another name is chosen. A file appears under its name completely or
/// not at all; that it survives a power cut is only certain after ``close()``.
///
/// Only one tree at a time may write to an output folder (see ``FolderLock``).
public final class FileTree: Store {
  /// The name of its folder in the output folder.
  public static let folderName = "images"

  private let output: Folder
  private let temporary: Folder
  private let layout: FileLayout
  private let placements: PlacementLog?
  private let folders: FolderTree
  private let ledger = Monitor(Ledger())
  private let refusals = Monitor(Refusals<FileError.Code>())
  /// The number of images after which the place of the folder is looked at again.
  private static let checkInterval = 64
  private let puts = Atomic(0)
  /// The last number in each folder, for patterns with numbers.
  private let numbers = Monitor<[String: Int]>([:])

  /// Opens the tree, and creates its folder if it does not exist.
  ///
  /// - Parameters:
  ///   - output: the output folder.
  ///   - temporary: a folder on the same file system for incomplete files.
  ///   - layout: how files are named.
  ///   - placements: records each file before it appears under its name.
  /// - Throws: the error that prevented creating the folder.
  public init(
    output: Folder, temporary: Folder, layout: FileLayout = .site,
    placements: PlacementLog? = nil
  ) throws(StoreError) {
    do throws(FileError) {
      folders = FolderTree(root: try output.folder(Self.folderName, creating: true))
    } catch {
      throw StoreError(error, storing: Self.folderName)
    }
    self.output = output
    self.temporary = temporary
    self.layout = layout
    self.placements = placements
  }

  /// Adds a content that an earlier run stored, so that the same bytes are recognised whatever
  /// their file is called.
  ///
  /// - Parameters:
  ///   - digest: the digest of the bytes.
  ///   - file: the file, as in ``StoredImage/file``.
  ///   - isOwned: whether the records have an address that it was stored for, so that any other
  ///     address with the same bytes is a duplicate.
  public func remember(_ digest: SHA256Digest, in file: String, isOwned: Bool = false) {
    guard file.hasPrefix(Self.folderName + "/") else { return }
    let path = String(file.dropFirst(Self.folderName.count + 1))
    ledger.withLock { $0.remember(digest, at: path, isOwned: isOwned) }
  }

  /// Whether a stored file still exists with the same size; its bytes are not checked.
  public func has(_ content: StoredContent) throws(StoreError) -> Bool {
    let count = try? output.byteCount(below: content.file)
    return count == .some(content.bytes)
  }

  /// Syncs all stored files to the device.
  public func synchronize() throws(StoreError) {
    do throws(FileError) {
      try output.synchronizeFileSystem()
      try placements?.forgetOldest()
    } catch {
      throw StoreError(error, storing: Self.folderName)
    }
  }

  /// Stores an image; see ``Store/put(_:)``.
  public func put(_ image: FoundImage) throws(StoreError) -> StoredImage {
    defer { image.content.discard() }
    if puts.add(1, ordering: .relaxed).newValue.isMultiple(of: Self.checkInterval) {
      try checkPlace()
    }
    let placed: StoredImage?
    do throws(FileError) { placed = try place(image) } catch { throw failure(error, image) }
    guard let placed else { throw StoreError(code: .noFreeName, subject: image.address.text) }
    refusals.withLock { $0.end() }
    return placed
  }

  /// Forgets that this run has stored a content; its file is found again as one of an earlier run.
  public func giveUp(_ digest: SHA256Digest) { ledger.withLock { $0.giveUp(digest) } }

  /// Clears the placement log; call it when every file has its record.
  public func forgetPlacements() throws(StoreError) {
    do throws(FileError) { try placements?.clear() } catch {
      throw StoreError(error, storing: Self.folderName)
    }
  }

  /// Syncs all files to the device.
  ///
  /// - Throws: the error that prevents it, or `.folderReplaced` if the files are not where the records
  ///   say.
  public func close() throws(StoreError) {
    let moved = folders.movedFolder
    folders.closeAll()
    do throws(FileError) {
      try output.synchronizeFileSystem()
    } catch {
      throw StoreError(error, storing: Self.folderName)
    }
    try checkPlace()
    if let moved {
      throw StoreError(
        code: .folderReplaced, subject: output.path(of: "\(Self.folderName)/\(moved)"))
    }
  }

  /// Throws if the folder was moved or replaced: what is written goes where it is now.
  private func checkPlace() throws(StoreError) {
    guard !folders.isIn(output) else { return }
    throw StoreError(code: .folderReplaced, subject: output.path(of: Self.folderName))
  }

  /// Stores an image; returns `nil` if every name for it is taken.
  private func place(_ image: FoundImage) throws(FileError) -> StoredImage? {
    if let known = try find(image) { return known }
    do throws(FileError) {
      return try placeNew(image)
    } catch  where error.code == .notFound {
      // The folder of the image was removed while it was open here.
      folders.closeAll()
      return try placeNew(image)
    }
  }

  private func placeNew(_ image: FoundImage) throws(FileError) -> StoredImage? {
    let opened = try folders.open(
      for: NamePlan.folderKey(of: image, layout: layout),
      { NamePlan.folders(of: image, layout: layout) }, firstSeen: noteEarlier)
    let plan = NamePlan(image, layout: layout, in: opened.names)
    return try store(image, plan, in: opened.place)
  }

  /// The error for an image, which ends the crawl if others have failed in the same way before.
  private func failure(_ error: FileError, _ image: FoundImage) -> StoreError {
    let subject = image.address.text
    if error.code == .notFound, !folders.isGone, !temporary.isGone {
      return StoreError(code: .refused, subject: subject, cause: error)
    }
    let failure = StoreError(error, storing: subject)
    // A shortage of descriptors passes, and says nothing of the disk.
    guard failure.code == .refused, error.code != .tooManyOpenFiles,
      refusals.withLock({ $0.add(error.code) })
    else {
      return failure
    }
    return StoreError(code: .inputOutput, subject: subject, cause: error)
  }

  /// Finds a file that already has the bytes.
  private func find(_ image: FoundImage) throws(FileError) -> StoredImage? {
    guard let entry = ledger.withLock({ $0.entry(image.content.digest) }) else { return nil }
    if entry.isConfirmed { return answer(entry.path, isDuplicate: true) }
    // If only an earlier run recorded it, the file may have been lost or changed since.
    var names = entry.path.split(separator: "/").map(String.init)
    if let name = names.popLast() {
      let place = try folders.open(names, firstSeen: noteEarlier)
      if place.path + name == entry.path, try holds(place.folder, name, image) {
        return takeOver(entry.path, entry.path.nameKey, image, isOwned: entry.isOwned)
      }
    }
    ledger.withLock { $0.forget(image.content.digest) }
    return nil
  }

  /// Stores an image under the first free name; returns `nil` if there is none.
  private func store(
    _ image: FoundImage, _ plan: NamePlan, in place: FolderTree.Place
  ) throws(FileError) -> StoredImage? {
    var staged: TemporaryFile?
    var attempt = 0
    while attempt < NamePlan.attemptLimit {
      // A number that is taken is used up: the next one is no further attempt at the same name.
      defer { if !plan.isNumbered { attempt += 1 } }
      let name =
        plan.isNumbered ? plan.name(number: nextNumber(in: place)) : plan.name(attempt)
      let path = place.path + name
      let key = path.nameKey
      var finding = ledger.withLock { $0.state(of: key, image.content.digest) }
      switch finding {
      case .free, .underway:
        // The bytes are written before the lock is acquired, and once for all attempts.
        let file: TemporaryFile
        if let staged { file = staged } else { file = try stage(image) }
        staged = file
        finding = try move(file, to: place.folder, name, path, key, image.content.digest)
      case .stored, .taken, .earlier: break
      }
      switch finding {
      case .stored(let other):
        staged?.discard()
        return answer(other, isDuplicate: true)
      case .taken, .underway: continue
      case .free: return answer(path, isDuplicate: false)
      case .earlier:
        guard try holds(place.folder, name, image) else { continue }
        staged?.discard()
        return takeOver(path, key, image)
      }
    }
    return nil
  }

  /// Moves a complete file to its name, unless the name or the content was taken meanwhile; `.free`
  /// means that it was moved.
  ///
  /// Renaming takes time and happens without the lock. Until it is done, threads with the same name
  /// or content wait, so that none reports a file that does not exist yet.
  private func move(
    _ file: TemporaryFile, to folder: Folder, _ name: String, _ path: String, _ key: Int,
    _ digest: SHA256Digest
  ) throws(FileError) -> Ledger.Finding {
    let finding = ledger.wait { ledger -> Decision<Ledger.Finding> in
      let finding = ledger.state(of: key, digest)
      switch finding {
      case .underway: return .sleep
      case .free: ledger.beginMove(to: key, digest)
      case .stored, .taken, .earlier: break
      }
      return .finish(finding)
    }
    guard case .free = finding else { return finding }
    var outcome: Ledger.Finding?
    defer {
      ledger.withLock { ledger in
        ledger.endMove(to: key)
        switch outcome {
        case .free: ledger.confirm(digest, at: path, key)
        case .earlier: ledger.addEarlier(key)
        case .stored, .taken, .underway, nil: break
        }
      }
      ledger.broadcast()
    }
    do throws(FileError) {
      try placements?.add(Self.folderName + "/" + path, digest)
      try file.move(into: folder, as: name)
      outcome = .free
      return .free
    } catch  where error.code == .exists {
      // It belongs to someone else and must not be mistaken for one left by a crashed run.
      try placements?.retract(Self.folderName + "/" + path)
      outcome = .earlier
      return .earlier
    }
  }

  /// Uses a file from before this run as the file of an image.
  private func takeOver(
    _ path: String, _ key: Int, _ image: FoundImage, isOwned: Bool = false
  ) -> StoredImage {
    let other = ledger.wait { ledger -> Decision<String?> in
      if let entry = ledger.entry(image.content.digest), entry.isConfirmed {
        return .finish(entry.path)
      }
      // Another thread may be moving the content to a name of its own.
      if ledger.isMoving(image.content.digest) { return .sleep }
      ledger.confirm(image.content.digest, at: path, key)
      return .finish(nil)
    }
    return answer(other ?? path, isDuplicate: other != nil || isOwned)
  }

  private func stage(_ image: FoundImage) throws(FileError) -> TemporaryFile {
    let file: TemporaryFile
    switch image.content.place {
    case .file(let whole): file = whole
    case .memory(let bytes):
      file = try temporaryFile()
      try file.append(bytes.span)
    }
    // A file system that refuses the time is no reason to lose the image.
    if let modified = image.modified { try? file.setModified(seconds: modified.seconds) }
    return file
  }

  /// Makes a temporary file, for which the folders that are kept open give way.
  private func temporaryFile() throws(FileError) -> TemporaryFile {
    do throws(FileError) {
      return try TemporaryFile(in: temporary)
    } catch  where error.code == .tooManyOpenFiles {
      folders.closeAll()
      return try TemporaryFile(in: temporary)
    }
  }

  /// Whether a file has exactly the bytes of an image.
  private func holds(
    _ folder: Folder, _ name: String, _ image: FoundImage
  ) throws(FileError) -> Bool {
    guard try folder.byteCount(of: name) == image.content.count else { return false }
    return try folder.digest(of: name) == image.content.digest
  }

  private func noteEarlier(_ place: FolderTree.Place, _ names: [String]) {
    ledger.withLock { ledger in
      for name in names { ledger.addEarlier((place.path + name).nameKey) }
    }
    if case .pattern = layout { numbers.withLock { $0[place.path] = names.count } }
  }

  /// Returns the next number in a folder; it goes on behind the files of earlier runs.
  private func nextNumber(in place: FolderTree.Place) -> Int {
    numbers.withLock { numbers in
      numbers[place.path, default: 0] += 1
      return numbers[place.path, default: 1]
    }
  }

  private func answer(_ path: String, isDuplicate: Bool) -> StoredImage {
    StoredImage(file: Self.folderName + "/" + path, isDuplicate: isDuplicate)
  }
}

extension ImageContent {
  /// Removes the file if it still exists.
  fileprivate func discard() {
    if case .file(let file) = place { file.discard() }
  }
}
