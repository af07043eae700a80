package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `id [-ugGnr] [root]`.
public final class Id implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "u|user g|group G|groups n|name r|real a z|zero Z|context")
            .parse(args.rest());
    Program program = new Program(process);
    for (String user : options.operands()) {
      if (!user.equals("root") && !user.equals("0")) {
        throw program.refusal(1, "'" + user + "': no such user");
      }
    }
    int user = options.operands().isEmpty() ? process.user() : 0;
    String name = user == 0 ? "root" : Integer.toString(user);
    boolean one = options.has("user") || options.has("group") || options.has("groups");
    if (one) {
      program.print((options.has("name") ? name : Integer.toString(user)) + "\n");
    } else {
      String both = user == 0 ? "0(root)" : Integer.toString(user);
      program.print("uid=" + both + " gid=" + both + " groups=" + both + "\n");
    }
    return 0;
  }
}
