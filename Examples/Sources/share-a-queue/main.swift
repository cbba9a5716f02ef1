// Five threads walk a tree of folders and share one queue. Nobody knows in advance how many folders
// there are: each folder may lead to more, and `join` returns when none is left.
//   share-a-queue FOLDER
import Foundation
import Synchronization
import Threads

guard CommandLine.arguments.count == 2 else {
  print("usage: share-a-queue FOLDER")
  exit(64)
}
let queue = WorkQueue(FirstInFirstOut<URL>())
let folderCount = Atomic(0)
let fileCount = Atomic(0)

queue.put(URL(filePath: CommandLine.arguments[1]))
let workers = try (0..<5).map { number in
  try WorkerThread(name: "worker \(number)") {
    while let folder = queue.get() {
      let entries = try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isDirectoryKey])
      for entry in entries ?? [] {
        if (try? entry.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
          queue.put(entry)
        } else {
          fileCount.add(1, ordering: .relaxed)
        }
      }
      folderCount.add(1, ordering: .relaxed)
      // Last, so that the queue never looks finished while this folder's folders are missing.
      queue.taskDone(folder)
    }
  }
}
queue.join()
queue.close()
for worker in workers { worker.join() }
print(
  "\(fileCount.load(ordering: .relaxed)) files in \(folderCount.load(ordering: .relaxed)) folders")
