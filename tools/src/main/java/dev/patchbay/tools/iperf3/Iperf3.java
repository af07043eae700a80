package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Command;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;

/// `iperf3 -s` and `iperf3 -c HOST`.
public final class Iperf3 implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(process, args.rest());
    if (options.text.equals("version")) {
      String text = HelpText.text(Iperf3.class, options.text);
      process.out().print(text.replace("SYSTEM", TextOutput.system(process)));
      return 0;
    }
    if (!options.text.isEmpty()) {
      process.out().print(HelpText.text(Iperf3.class, options.text));
      return 0;
    }
    if (options.server && options.daemon) {
      Process daemon = process.fork(0);
      daemon.descriptors().closeAll();
      daemon.start(false, () -> daemon.end(serveApart(daemon, options)));
      return 0;
    }
    return serveOrMeasure(process, options, Voice.of(process, options));
  }

  /// As a daemon.
  private static int serveApart(Process daemon, Options options) {
    daemon.enter();
    try {
      return serveOrMeasure(daemon, options, Voice.ofDaemon(daemon, options));
    } catch (FileException e) {
      return 1;
    } catch (CommandException e) {
      return e.status();
    } catch (Killed e) {
      return 128 + e.signal().number();
    }
  }

  private static int serveOrMeasure(Process process, Options options, Voice voice)
      throws FileException {
    PidFile pidFile = PidFile.of(process, options);
    try {
      return options.server
          ? new Server(process, options, voice).run()
          : measure(process, options, voice);
    } finally {
      pidFile.remove();
    }
  }

  private static int measure(Process process, Options options, Voice voice) throws FileException {
    Output output = output(process, options, voice);
    output.title();
    Client client = new Client(process, options, output);
    try {
      client.run();
      return 0;
    } catch (Failure e) {
      process.flush();
      output.failed("error - " + e.message());
      return options.json ? 0 : 1;
    } catch (Killed e) {
      if (e.process() != process || e.signal() == Signal.KILL) {
        throw e;
      }
      client.interrupted();
      output.failed("interrupt - the client has terminated");
      return 1;
    }
  }

  static Output output(Process process, Options options, Voice voice) {
    return options.json
        ? new JsonOutput(process, options, voice)
        : new TextOutput(process, options, voice);
  }
}
