import Threads

