extension MatrixTable {
    /// Libraries, what lies over them, and what is written about them.
    static let libraries = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        dimension.list             in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --

        library.create             in  fb -- -- -- --  fb -- -- -- --  wr -- -- -- --  wr -- -- -- --  wr -- -- -- --
        library.list               in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        library.discover           in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        library.get                in  ok nf ok nf nf  ok nf nf nf nf  ok nf ok nf nf  ok nf nf ok nf  ok nf nf nf nf
        library.getDraft           in  fb fb fb fb fb  fb fb fb fb fb  ok nf ok nf nf  ok nf nf ok nf  ok nf nf nf nf
        library.saveDraft          in  fb fb fb fb fb  fb fb fb fb fb  wr nf wr nf nf  wr nf nf wr nf  wr nf nf nf nf
        library.check              in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
        library.publish            in  fb fb fb fb fb  fb fb fb fb fb  wr nf is nf nf  wr nf nf is nf  wr nf nf nf nf
        library.listVersions       in  ok nf ok nf nf  ok nf nf nf nf  em nf ok nf nf  em nf nf ok nf  em nf nf nf nf
        library.getVersion         in  ok nf ok nf nf  ok nf nf nf nf  nf nf ok nf nf  nf nf nf ok nf  nf nf nf nf nf
        library.update             in  fb fb fb fb fb  fb fb fb fb fb  wr nf wr nf nf  wr nf nf wr nf  wr nf nf nf nf
        library.diff               in  ok nf ok nf nf  ok nf nf nf nf  ok nf ok nf nf  ok nf nf ok nf  ok nf nf nf nf
          :draft                   in  nf nf nf nf nf  nf nf nf nf nf  ok nf ok nf nf  ok nf nf ok nf  ok nf nf nf nf
        library.yank               in  fb fb fb fb fb  fb fb fb fb fb  wr nf wr nf nf  wr nf nf wr nf  wr nf nf nf nf
        library.fork               in  fb fb fb fb fb  fb fb fb fb fb  wr nf wr nf nf  wr nf nf wr nf  wr nf nf nf nf
        library.search             in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
          :library                 in  ok nf ok nf nf  ok nf nf nf nf  ok nf ok nf nf  ok nf nf ok nf  ok nf nf nf nf

        statistics.list            in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --
          :library                 in  fb fb fb fb fb  fb fb fb fb fb  ok em ok em em  ok em em ok em  ok em em em em
        statistics.get             in  fb fb fb fb fb  fb fb fb fb fb  ok nf ok nf nf  ok nf nf ok nf  ok nf nf nf nf

        suggestion.create          in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        suggestion.withdraw        in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        suggestion.list            in  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
          :received                in  fb -- -- -- --  fb -- -- -- --  ok -- -- -- --  ok -- -- -- --  em -- -- -- --
          :written                 in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :library                 in  ok -- ok ok em  ok em ok em em  ok em ok em em  ok em em ok em  em em em em em
        suggestion.decide          in  fb fb fb fb fb  fb fb fb fb fb  wr nf wr nf nf  wr nf nf wr nf  -- nf nf nf nf

        subscription.create        in  ae nf wr nf nf  ae nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        subscription.list          in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        subscription.cancel        in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        subscription.update        in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        overlay.save               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        overlay.list               in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        upgrade.preview            in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        upgrade.apply              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        upgrade.list               in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        upgrade.rollback           in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        upgrade.auto               in  wr -- -- -- --  wr -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --

        question.search            in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :library                 in  ok -- ok ok em  ok em ok em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        ownQuestion.create         in  wr -- -- -- --  wr -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
          :priority                in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        ownQuestion.update         in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        ownQuestion.list           in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        """
}
