import Threads
