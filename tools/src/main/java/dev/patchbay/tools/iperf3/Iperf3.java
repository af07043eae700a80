package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Command;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// `iperf3 -s` and `iperf3 -c HOST`.
public final class Iperf3 implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(process, args.rest());
    if (!options.text.isEmpty()) {
      process.out().print(HelpText.text(Iperf3.class, options.text));
      return 0;
    }
    TextReport.Voice voice = voice(process, options);
    if (options.server && options.daemon) {
      Process daemon = process.fork(0);
      daemon.descriptors().closeAll();
      daemon.start(false, () -> daemon.end(serve(daemon, options)));
      return 0;
    }
    return options.server
        ? new Server(process, options, voice).run()
        : measure(process, options, voice);
  }

  /// Nobody hears a daemon.
  private static int serve(Process daemon, Options options) {
    daemon.enter();
    try {
      return new Server(daemon, options, text -> {}).run();
    } catch (FileException e) {
      return 1;
    } catch (Killed e) {
      return 128 + e.signal().number();
    }
  }

  private static TextReport.Voice voice(Process process, Options options) {
    String title = options.title == null ? "" : options.title + ":  ";
    @Nullable OpenFile file = options.logFile == null ? null : log(process, options.logFile);
    return text -> {
      String shown = title.isEmpty() ? text : text.replaceAll("(?m)^(?=.)", title);
      if (file == null) {
        process.out().print(shown);
      } else {
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
      }
    };
  }

  private static OpenFile log(Process process, String name) {
    try {
      String path = Files.absolute(process.directory(), name);
      return process.files().open(path, OpenMode.APPEND, 0644);
    } catch (FileException e) {
      throw new CommandException(
          1, "iperf3: error - unable to write to the log file: " + e.errno().text());
    }
  }

  private static int measure(Process process, Options options, TextReport.Voice voice)
      throws FileException {
    Output output =
        options.json
            ? new JsonOutput(process, options, voice)
            : new TextOutput(process, options, voice);
    try {
      new Client(process, options, output).run();
      return 0;
    } catch (Failure e) {
      process.flush();
      output.failed(e.message());
      return options.json ? 0 : 1;
    }
  }
}
