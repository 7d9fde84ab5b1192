"""What all_repos.grep does (asottile/all-repos e520d9b), over the clones below the configuration's output_dir."""
import os
import subprocess


def repos_matching(config, grep_args):
    result = set()
    for repo in config.get_cloned_repos():
        path = os.path.join(config.output_dir, repo)
        ret = subprocess.run(('git', '-C', path, 'grep', '--quiet', *grep_args))
        if ret.returncode == 0:
            result.add(path)
        elif ret.returncode != 1:
            raise ValueError(ret.returncode)
    return result
