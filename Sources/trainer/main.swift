import Foundation

Console.occupyClosedStreams()
Signals.install()
exit(Trainer.run(Array(CommandLine.arguments.dropFirst())).rawValue)
