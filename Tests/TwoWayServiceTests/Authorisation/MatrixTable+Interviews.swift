extension MatrixTable {
    /// Interviews, their plans, and what is captured in them.
    static let interviews = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        interview.create           in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.list             in  ok em ok ok em  ok em em em em  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        interview.get              in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        interview.update           in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.advance          in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.debrief          in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.close            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :item                    in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :to                      in  wr nf iv iv nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        interview.calendar         in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        plan.get                   in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        plan.save                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :item                    in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :library                 in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :ownQuestion             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :belief                  in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :contradiction           in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :carriedFrom             in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :story                   in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        plan.sheet                 in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        plan.suggest               in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        capture.record             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :item                    in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :asking                  in  kr wr kr kr wr  kr wr wr wr wr  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :answer                  in  kr wr kr kr wr  kr wr wr wr wr  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :employerQuestion        in  kr wr kr kr wr  kr wr wr wr wr  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :employerQuestionPerson  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :promise                 in  kr wr kr kr wr  kr wr wr wr wr  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :promisePerson           in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :promisePriority         in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :followUp                in  kr wr kr kr wr  kr wr wr wr wr  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :followUpPerson          in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        capture.list               in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        capture.amend              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        capture.remove             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :asking                  in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        capture.employerQuestions  in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        capture.removeEmployerQuestions in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        """
}
