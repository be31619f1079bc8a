@rem The npm scripts say "exec node ...": without exec, the shell between npm and Node keeps SIGINT to itself.
@rem Windows knows neither the word nor the trouble; there this file, found in the current folder, stands in for it.
@%*
